import { people } from "../../playground/seed/ids.js";
import { forge } from "../support/forged.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, controls, fromBot, read, resultOf, told } from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const SECRET = "reorganisation";

/** The value of a control on a message. */
function valueOf(message: { blocks?: unknown }, actionId: string): string {
  const found = JSON.stringify(message.blocks).match(
    new RegExp(`"action_id":"${actionId}"[^}]*?"value":"([^"]*)"`),
  );
  const other = JSON.stringify(message.blocks).match(
    new RegExp(`"value":"([^"]*)"[^}]*?"action_id":"${actionId}"`),
  );
  return found?.[1] ?? other?.[1] ?? "";
}

it("starts nothing for somebody of another workspace who shares the channel", async () => {
  const { workspace } = house;
  const kim = workspace.world.person(people.stranger);
  if (!kim) throw new Error("Kim is missing.");
  // Slack marks only people as strangers with whom no channel is shared.
  delete kim.isStranger;
  workspace.invite({ user: "kim", channel: "launch" });
  const ts = workspace.say({ user: people.tom, channel: "launch", text: "Prices go up." });
  await workspace.shortcut({ user: "kim", channel: "launch", ts, callbackId: "run.goal" });
  const form = await workspace.waitFor((w) => w.views("kim").at(-1), { what: "the goal form" });
  await workspace.submit({ user: "kim", viewId: form.id, values: { goal: "tell me all" } });
  expect(await told(workspace, "kim")).toMatch(
    /Only people of this workspace.*Nothing was started/,
  );
  expect(house.model.asked).toEqual([]);
});

it("lets nobody act on, or read about, a job of a channel they press from outside of", async () => {
  const { workspace } = house;
  for (const user of ["maya", "priya", "fermata"])
    workspace.invite({ user, channel: "leads-private" });
  const root = workspace.say({
    user: people.maya,
    channel: "leads-private",
    text: `The ${SECRET}.`,
  });
  house.model.scripts.draft = () => ({ markdown: `All about the ${SECRET}.`, changed: [] });
  const at = ask(
    workspace,
    `a brief on the ${SECRET} from this thread; ask <@${people.priya}> to approve`,
    {
      channel: "leads-private",
      thread: root,
    },
  );
  const card = await cardWith(workspace, at, "call.approve");
  const callId = valueOf(card, "call.approve");
  const before = fromBot(workspace, at).length;
  const status = fromBot(workspace, at).find((message) => controls(message).includes("run.stop"));
  const runId = valueOf(status ?? card, "run.stop");
  expect(callId).toMatch(/^call_/);
  expect(runId).toMatch(/^run_/);

  // Leo is no member; he presses in #launch with ids that he should not have.
  const presses = [
    ["call.approve", callId],
    ["call.edit", callId],
    ["call.view", callId],
    ["call.why", callId],
    ["run.stop", runId],
    ["run.why", runId],
    ["run.redo", runId],
    ["run.retry", runId],
    ["run.ask_again", runId],
  ] as const;
  let known = workspace.ephemerals("leo").length;
  for (const [actionId, value] of presses) {
    const acked = await forge(workspace, { user: "leo", channel: "launch", actionId, value });
    expect(acked.acked).toBe(true);
    const answer = await told(workspace, "leo", known);
    known += 1;
    expect([actionId, answer]).toEqual([actionId, expect.stringMatching(/not there any more/)]);
    expect(answer).not.toMatch(/Priya|Maya/);
  }
  expect(workspace.views("leo")).toEqual([]);
  await house.app.outbound?.idle();
  expect(workspace.ephemerals("leo").map(read).join("\n")).not.toContain(SECRET);
  expect(fromBot(workspace, at)).toHaveLength(before);

  await workspace.click({
    user: "priya",
    channel: at.channel,
    ts: card.ts,
    actionId: "call.approve",
  });
  await resultOf(workspace, at);
});

it("answers a press about a job that does not exist", async () => {
  const { workspace } = house;
  for (const actionId of ["run.retry", "run.redo", "run.ask_again", "run.stop", "run.why"]) {
    const known = workspace.ephemerals("tom").length;
    await forge(workspace, { user: "tom", channel: "launch", actionId, value: "run_nothing" });
    expect(await told(workspace, "tom", known)).toMatch(/not there any more/);
  }
});
