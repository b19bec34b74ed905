import { people } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, controls, fromBot, press, read, seen } from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

it("stops the job of a deleted request, and says so where it is shown", async () => {
  const { workspace, app } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  await cardWith(workspace, at, "call.approve");
  workspace.delete({ user: people.maya, channel: at.channel, ts: at.ts });
  const end = await seen(workspace, at, (m) => /request was deleted/.test(m.text), "the end");
  expect(read(end)).toMatch(/stopped, because Maya deleted the request/);
  await app.outbound?.idle();
  const left = fromBot(workspace, at).flatMap(controls);
  expect(left.filter((id) => /approve|stop/.test(id))).toEqual([]);
  const known = workspace.ephemerals("maya").length;
  await press(workspace, at, people.maya, end, "run.why");
  const why = await workspace.waitFor((w) => w.ephemerals("maya")[known], { what: "why" });
  expect(read(why)).toMatch(/because Maya deleted the request/);
});

it("stops it also when the request was a thread's first message, of which a tombstone stays", async () => {
  const { workspace } = house;
  const ts = workspace.say({
    user: people.maya,
    channel: "launch",
    text: `<@${workspace.world.state.bot.userId}> a brief; ask <@${people.priya}> to approve`,
  });
  const at = { channel: "launch", thread: ts, ts };
  await cardWith(workspace, at, "call.approve");
  workspace.delete({ user: people.maya, channel: "launch", ts });
  await seen(workspace, at, (m) => /request was deleted/.test(m.text), "the end");
});

it("stops it also when Slack brings the deletion before the request", async () => {
  const { workspace } = house;
  workspace.faults.holdEvents();
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  workspace.delete({ user: people.maya, channel: at.channel, ts: at.ts });
  await workspace.faults.releaseEvents((all) => all.toReversed());
  await seen(workspace, at, (m) => /request was deleted/.test(m.text), "the end");
});

it("leaves jobs alone when any other message of their thread is deleted", async () => {
  const { workspace, app } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  const other = workspace.say({
    user: people.tom,
    channel: "launch",
    threadTs: at.thread,
    text: "never mind",
  });
  workspace.delete({ user: people.tom, channel: "launch", ts: other });
  await workspace.waitFor((w) => w.world.state.pending.length === 0, { what: "the deletion" });
  await app.outbound?.idle();
  expect(controls(fromBot(workspace, at).find((m) => m.ts === card.ts))).toContain("call.approve");
});
