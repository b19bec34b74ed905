import { setTimeout as wait } from "node:timers/promises";
import { fromBot } from "../../support/steps.js";
import type { FaultCase, Shown } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { askFor, endOf, openFor, seeThrough } from "../harness/jobs.js";
import type { Stage } from "../harness/stage.js";
import { pick, wrongWith } from "./f06-posting.js";
import { standStill, twoStage } from "./f12-frozen.js";

const HOUR_MS = 3_600_000;
/** Several passes of every sweeper. */
const PASSES_MS = 5_000;

/** Every clock jumps while a question waits, whose time is over by the wrong clock only, or by the right one only. */
async function jump(on: Stage, seed: number, ms: number): Promise<Shown> {
  const job = askFor(on.workspace, "question", `clock ${ms} ${seed} ${performance.now()}`);
  const wrong: string[] = [];
  const card = () => fromBot(on.workspace, job).find((one) => openFor(one) !== null);
  await on.workspace.waitFor(card, { timeoutMs: 90_000, what: "the question" });
  const seconds = ms > 0 ? 1_800 : -1;
  const changed = await on.rows(
    `update fermata.human_call set deadline_at = now() + $1 * interval '1 second'
     where status = 'open' and channel = 'C0LAUNCH01' and thread_ts = $2 returning id`,
    [seconds, job.thread],
  );
  if (changed.length !== 1) wrong.push(`${changed.length} questions were open`);
  for (const one of on.processes) one.shiftClock(ms);
  if (ms > 0) {
    await wait(PASSES_MS);
    if (!card()) wrong.push("a clock that is fast ended a question early");
    const end = await seeThrough(on.workspace, job);
    wrong.push(...wrongWith(on, job, end));
  } else {
    // Nobody presses: the database says that it is time.
    await on.workspace.waitFor((w) => endOf(w, job), { timeoutMs: 60_000, what: "the end" });
  }
  for (const one of on.processes) one.shiftClock(0);
  return { counted: count(on.workspace, [job], on.watch), more: { jumps: 1 }, wrong };
}

/** F44: clocks that are wrong or jump, and a loop that stands still. */
export const timeCase: FaultCase = {
  id: "F44",
  title: "clock +1 h, −1 h, a step; event loop stands still",
  expected: "time is the database's: nothing early, nothing twice",
  stage: twoStage,
  brieflyTwice: true,
  run(on, seed) {
    const way = pick(["fast", "slow", "stall"], seed);
    if (way !== "stall") return jump(on, seed, way === "fast" ? HOUR_MS : -HOUR_MS);
    const at = pick(
      ["graph.driven:1", "finish.before-commit:1", "hold.before-commit:1"],
      Math.floor(seed / 3),
    );
    const name = `stall ${at} ${seed} ${performance.now()}`;
    return standStill(on, { kind: "approve", name }, { who: "workers", at }, "stall");
  },
};
