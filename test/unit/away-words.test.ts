import { awayWords } from "../../src/runs/wait-for-model.js";

it("says how long a job waits for the model at most, and what comes then", () => {
  expect(awayWords(10 * 60_000)).toBe(
    "The model service does not answer. I keep trying for up to 10 minutes; after that you can try again yourself. Nothing is lost.",
  );
});

it.each([
  [15_000, "a minute"],
  [90_000, "2 minutes"],
  [90 * 60_000, "2 hours"],
  [24 * 3_600_000, "24 hours"],
])("never says less than it waits: %d ms", (ms, words) => {
  expect(awayWords(ms)).toContain(`up to ${words};`);
});
