import { bot, channels, people } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, fill, pinged, read, resultOf } from "../support/steps.js";

let house: House;
beforeEach(async () => {
  house = await startHouse();
  const { workspace } = house;
  workspace.invite({ user: "fermata", channel: "leads-private" });
  workspace.say({ user: people.tom, channel: "leads-private", text: "We buy Quaxolotl." });
});
afterEach(() => house.stop());

const leads = () => {
  const found = house.workspace.world.channel(channels.leadsPrivate);
  if (!found) throw new Error("#leads-private is missing.");
  return found;
};

/** Somebody is told why Priya is not asked. */
function toldUnseen(user: string, known: number) {
  return house.workspace.waitFor(
    (w) =>
      w
        .ephemerals(user)
        .slice(known)
        .find((one) => /Priya cannot read everything/.test(read(one))),
    { timeoutMs: 45_000, what: "why Priya is not asked" },
  );
}

it("sends a changed result to nobody who could not read what the first one read", async () => {
  const { workspace, app } = house;
  workspace.world.state.channels.push({
    ...structuredClone(leads()),
    id: "C0BOARD001",
    name: "board",
    members: [people.maya, people.tom, bot.userId],
  });
  const root = workspace.say({ user: people.tom, channel: "board", text: "What is new?" });
  const at = ask(workspace, "a brief of #leads-private", { channel: "board", thread: root });
  const first = await resultOf(workspace, at);
  // Who asks for the change cannot read the channel any more: its words come with the earlier result.
  leads().members = leads().members.filter((id) => id !== people.tom);
  const known = workspace.ephemerals("tom").length;
  await fill(workspace, at, people.tom, first, "run.redo", {
    note: `shorter, and ask <@${people.priya}> to approve`,
  });
  await cardWith(workspace, at, "call.approve");
  await toldUnseen("tom", known);
  await app.outbound?.idle();
  expect(workspace.messages(workspace.openDm("priya"))).toEqual([]);
  expect(pinged(workspace, at)).not.toContain("priya");
});

it("keeps what is asked for below such a result from others too", async () => {
  const { workspace, app } = house;
  ask(workspace, "a brief of #leads-private");
  const dm = workspace.openDm("maya");
  const root = await workspace.waitFor(
    (w) => w.messages(dm).find((one) => /shown to you alone/.test(one.text)),
    { timeoutMs: 45_000, what: "the root in the direct message" },
  );
  const inDm = { channel: dm, thread: root.ts, ts: root.ts };
  await resultOf(workspace, inDm);
  const known = workspace.ephemerals("maya").length;
  ask(workspace, `turn this thread into a note and ask <@${people.priya}> to approve`, {
    channel: dm,
    thread: root.ts,
  });
  await cardWith(workspace, inDm, "call.approve");
  await toldUnseen("maya", known);
  await app.outbound?.idle();
  expect(workspace.messages(workspace.openDm("priya"))).toEqual([]);
});
