import { silentMeter } from "../../src/meter.js";
import { createRetention } from "../../src/runs/retention.js";
import { handClock } from "../support/hand-clock.js";

/** Passes over a store in which looking for strays goes as the test says; how often it was looked. */
function passes(strays: () => number) {
  const clock = handClock();
  const looked: number[] = [];
  const retention = {
    deleteRuns: async () => 0,
    deleteRest: async () => 0,
    deleteStrays: async (_before: Date, limit: number) => {
      looked.push(clock.now().getTime());
      return Math.min(limit, strays());
    },
  };
  const pass = createRetention({
    transact: async (fn) => fn({ retention }),
    keepDays: 90,
    clock,
    meter: silentMeter,
  });
  return { clock, looked, pass };
}

it("looks for strays once an hour, and on until none is left", async () => {
  let left = 1_200;
  const { clock, looked, pass } = passes(() => left);
  for (let n = 0; n < 59; n += 1) {
    await pass();
    left = Math.max(0, left - 500);
    clock.forward(60_000);
  }
  expect(looked).toHaveLength(3);
  clock.forward(5 * 60_000);
  await pass();
  expect(looked).toHaveLength(4);
});

it("does not look again in each pass where looking fails", async () => {
  const { clock, looked, pass } = passes(() => {
    throw new Error("It took too long.");
  });
  await expect(pass()).rejects.toThrow("It took too long.");
  for (let n = 0; n < 30; n += 1) {
    clock.forward(61_000);
    await pass();
  }
  expect(looked).toHaveLength(1);
});
