import { channels, people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { forge } from "../support/forged.js";
import { type House, startHouse } from "../support/house.js";
import { cardNow } from "../support/posting.js";
import { valueOf } from "../support/schedule-steps.js";
import { ask, cardWith, controls, held, press, read, told } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const WORD = "Quaxolotl";
let house: House;
beforeAll(async () => {
  house = await startHouse({
    scripts: storyScripts({
      // The word is far down: no excerpt shows it, the whole text does.
      draft: () => ({ markdown: `${"All is well. ".repeat(300)}\n\n${WORD}`, changed: [] }),
    }),
    file: { policy: { approvers: [people.priya] } },
  });
});
afterAll(() => house.stop());

/** A private channel of these people, with Fermata. */
function privateChannel(workspace: Workspace, id: string, name: string, members: string[]): void {
  const leads = workspace.world.channel(channels.leadsPrivate);
  if (!leads) throw new Error("#leads-private is missing.");
  workspace.world.state.channels.push({ ...structuredClone(leads), id, name, members });
  workspace.invite({ user: "fermata", channel: name });
}

it("opens no form with the text of a private channel to an approver who was not sent it", async () => {
  const { workspace } = house;
  privateChannel(workspace, "C0BOARD001", "board", [people.maya, people.tom]);
  const root = workspace.say({ user: people.tom, channel: "board", text: "Atlas is bought." });
  const at = ask(workspace, `a brief from this thread; ask <@${people.tom}> to approve`, {
    channel: "board",
    thread: root,
  });
  const card = await cardWith(workspace, at, "call.approve");
  const callId = valueOf(card, "call.approve");
  // She has a card of her own, and presses its buttons with the other one's id.
  const hers = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const open = await cardWith(workspace, hers, "call.approve");
  await held(house, hers);
  const own = workspace.message(hers.channel, open.ts);
  const text = JSON.stringify(own?.blocks).replaceAll(valueOf(open, "call.approve"), callId);
  Object.assign(own ?? {}, { blocks: JSON.parse(text) as unknown });
  const known = workspace.ephemerals("priya").length;
  for (const actionId of ["call.edit", "call.changes"])
    await press(workspace, hers, "priya", open, actionId);
  expect(await told(workspace, "priya", known)).toMatch(/not there any more/);
  expect(await told(workspace, "priya", known + 1)).toMatch(/not there any more/);
  await house.app.outbound?.idle();
  expect(workspace.views("priya")).toEqual([]);
});

it("opens no whole text for an approver who came later and could not read what it is made of", async () => {
  const { workspace } = house;
  privateChannel(workspace, "C0CREW0001", "crew", [people.maya, people.tom]);
  privateChannel(workspace, "C0PLANS001", "plans", [people.maya, people.tom]);
  workspace.say({ user: people.tom, channel: "plans", text: "Nobody else knows the date." });
  const root = workspace.say({ user: people.tom, channel: "crew", text: "Atlas is bought." });
  const at = ask(
    workspace,
    `a brief from this thread and <#C0PLANS001|plans>; ask <@${people.tom}> to approve`,
    { channel: "crew", thread: root },
  );
  const card = await cardWith(workspace, at, "call.approve");
  await held(house, at);
  workspace.invite({ user: "priya", channel: "crew" });
  const known = workspace.ephemerals("priya").length;
  const forms = workspace.views("priya").length;
  await press(workspace, at, "priya", card, "call.edit");
  expect(await told(workspace, "priya", known)).toMatch(/cannot read everything/);
  expect(workspace.views("priya")).toHaveLength(forms);
  // What needs none of it is still theirs to say.
  await press(workspace, at, "priya", card, "call.changes");
  await workspace.waitFor((w) => w.views("priya")[forms], { what: "the form for changes" });
});

it("answers every forged press privately, and none of them decides", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  await held(house, at);
  const callId = valueOf(card, "call.approve");
  const place = { channel: at.channel, threadTs: at.thread };
  const presses = [
    ...["vote", "pass", "provide", "done", "undo", "choose.1", "answer.defaults"].map((verb) => ({
      user: "priya",
      ...place,
      actionId: `call.${verb}`,
      value: callId,
    })),
    ...["__proto__", "constructor", "toString", ""].map((verb) => ({
      user: "priya",
      ...place,
      actionId: `call.${verb}`,
      value: callId,
    })),
    { user: "priya", ...place, actionId: "call.approve", value: "call_nothing" },
    { user: "priya", ...place, actionId: "call.approve", value: "" },
    { user: "priya", ...place, actionId: "call.approve", value: "x".repeat(5_000) },
    { user: "priya", ...place, actionId: "card.more", value: `provide:${callId}` },
    { user: "priya", ...place, actionId: "card.more", value: callId },
    { user: "priya", ...place, actionId: "reply.pick.1", value: `${callId}:2` },
    { user: "priya", ...place, actionId: "reply.send.1", value: `${callId}:note_nothing` },
  ];
  for (const press of presses) {
    const known = workspace.ephemerals("priya").length;
    await forge(workspace, press);
    const said = await told(workspace, "priya", known);
    expect(said).toMatch(/\S/);
  }
  const outsiders = workspace.ephemerals("leo").length;
  await forge(workspace, {
    user: "leo",
    ...place,
    actionId: "reply.pick.1",
    value: `${callId}:approve`,
  });
  expect(await told(workspace, "leo", outsiders)).toMatch(/Only Priya can decide this/);
  await forge(workspace, { user: "leo", channel: "general", actionId: "call.edit", value: callId });
  expect(await told(workspace, "leo", outsiders + 1)).toMatch(/not there any more/);
  await house.app.outbound?.idle();
  expect(controls(workspace.message(at.channel, card.ts))).toContain("call.approve");
  expect(cardNow(workspace, at, card)).not.toMatch(/Approved|Rejected/);
  expect(read(card)).toContain("All is well");
});
