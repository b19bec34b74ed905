import { fail } from "../../src/errors.js";
import { planFor } from "../../src/runs/failure.js";

const advice =
  "Try again once. If it stops there again, ask for less at a time, or tell whoever runs Fermata.";

it("says in plain words that a job broke off at one step, and what to do", () => {
  expect(planFor(fail("WORKER_LOST"), 3)).toMatchObject({
    kind: "fail",
    what: "I broke off 3 times at the same step.",
    advice,
  });
});

it("tries what fails for a reason of ours three times, and then says what to do", () => {
  const ours = new Error("a mistake of ours");
  expect(planFor(ours, 1)).toMatchObject({ kind: "again", countsAsTry: true });
  expect(planFor(ours, 2)).toMatchObject({
    kind: "fail",
    what: "The same step failed 3 times.",
    advice,
  });
});

it("gives no advice of its own where the reason says what helps", () => {
  expect(planFor(fail("MODEL_DECLINED"), 0)).not.toHaveProperty("advice");
});
