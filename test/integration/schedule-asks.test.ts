import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import { DAY_MS, nextIn, said } from "../support/schedule-steps.js";
import { ask, cardWith, controls, press, read, resultOf } from "../support/steps.js";

// Behind the database's own clock, by which a run that comes back is taken again.
const clock = handClock("2026-01-09T13:00:00Z");
let house: House;
beforeAll(async () => {
  house = await startHouse({ workspace: { clock }, options: { clock, sweepEveryMs: 50 } });
});
afterAll(() => house.stop());

it("asks in a thread of its own, under a line that says so", async () => {
  const { workspace } = house;
  const at = ask(workspace, "every day at 6:00 a brief of this thread, and ask Priya to approve");
  const card = await cardWith(workspace, at, "schedule.confirm");
  expect(read(card)).toContain("*Asks*: Priya, each time.");
  await press(workspace, at, "maya", card, "schedule.confirm");
  await workspace.waitFor((w) =>
    controls(w.message(at.channel, card.ts)).includes("schedule.pause"),
  );
  const before = said(workspace, "launch");
  clock.forward(DAY_MS);
  const root = await nextIn(workspace, "launch", before);
  expect(root.text).toContain("a question before it goes on");
  const here = { channel: "launch", thread: root.ts, ts: root.ts };
  const approval = await cardWith(workspace, here, "call.approve");
  // Somebody goes on in the thread that it reads: that is another job, not a note for this one.
  const other = ask(workspace, "a brief", { thread: at.thread });
  await resultOf(workspace, other);
  await press(workspace, here, "priya", approval, "call.approve");
  const result = await cardWith(workspace, here, "schedule.edit");
  expect(read(result)).toContain("Approved by Priya");
});
