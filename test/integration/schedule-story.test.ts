import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import { DAY_MS, FRIDAY_14, HOUR_MS, nextIn, said } from "../support/schedule-steps.js";
import { ask, cardWith, controls, press, read, told } from "../support/steps.js";

const clock = handClock(FRIDAY_14);
let house: House;
beforeAll(async () => {
  house = await startHouse({ workspace: { clock }, options: { clock, sweepEveryMs: 50 } });
});
afterAll(() => house.stop());

it("asks to confirm, saves, and sends one quiet message each time", async () => {
  const { workspace, model } = house;
  const askedBefore = model.asked.length;
  const at = ask(workspace, "every weekday at 9 turn this thread into a brief");
  const card = await cardWith(workspace, at, "schedule.confirm");
  const text = read(card);
  expect(card.text).toContain("Nothing is saved yet");
  expect(text).toContain("every weekday at 09:00, Berlin time");
  expect(text).toContain("Mon 23 Nov, Tue 24 Nov, Wed 25 Nov, each at 09:00");
  expect(text).toContain("Stays 09:00 when the clocks change.");
  expect(model.asked.length).toBe(askedBefore);

  const others = workspace.ephemerals("tom").length;
  await press(workspace, at, "tom", card, "schedule.confirm");
  expect(await told(workspace, "tom", others)).toContain("Only Maya can decide this");

  // Nothing that is not confirmed ever runs.
  clock.forward(3 * DAY_MS);
  await house.app.rooms.schedulePass();
  await press(workspace, at, "maya", card, "schedule.confirm");
  await workspace.waitFor(
    (w) => controls(w.message(at.channel, card.ts)).includes("schedule.pause"),
    {
      what: "the saved card",
    },
  );
  const saved = workspace.message(at.channel, card.ts);
  expect(read(saved!)).toContain("Saved by Maya");
  expect(read(saved!)).toContain("Tue 24 Nov");

  const known = said(workspace, "launch");
  clock.forward(19 * HOUR_MS);
  const result = await nextIn(workspace, "launch", known);
  expect(result.text).toMatch(/^(The )?.*, Tuesday 24 November: /u);
  expect(controls(result)).toEqual(["schedule.edit", "schedule.pause"]);
  expect(read(result)).not.toContain("Late by");
  await house.app.outbound?.idle();
  expect(said(workspace, "launch").length).toBe(known.length + 1);
  expect(workspace.notificationsFor("maya").some((ping) => ping.ts === result.ts)).toBe(false);
  expect(house.model.asked.slice(askedBefore).map((one) => one.role)).toEqual([
    "research",
    "draft",
    "check",
  ]);
});
