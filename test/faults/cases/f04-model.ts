import type { FaultCase, Shown } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { armAll } from "../harness/die-at.js";
import { askFor, type Job, runKeyOf, seeThrough } from "../harness/jobs.js";
import type { Stage } from "../harness/stage.js";
import { pairStage as stage, pick, wrongWith } from "./f06-posting.js";

/** What one good call of the story's model costs at least, by the cheaper of the two models. */
const CHEAPEST_USD = (100 * 0.25 + 50 * 2) / 1e6;
/** Triage, plan, research, draft and check. */
const CALLS = 5;
/** Long enough that the worker is dead before the answer. */
const THINKS_MS = 3_000;

/** Which of the calls is lost. */
const nthOf = (seed: number) => pick([1, 3, 4, 5, 2], seed);
const nameOf = (id: string, seed: number) => `${id} ${seed} ${Math.round(performance.now())}`;

/** F04: the worker dies while the model still works on its answer; that call is made again. */
async function dieInCall(on: Stage, seed: number): Promise<Shown> {
  const before = on.model.asked.length;
  const nth = nthOf(seed);
  on.model.plan({ fault: { kind: "slow", ms: THINKS_MS }, nth });
  const isAsked = new Promise<void>((resolve) => {
    const off = on.model.onMoment(() => {
      if (on.model.asked.length < before + nth) return;
      off();
      resolve();
    });
  });
  const job = askFor(on.workspace, "answer", nameOf("F04", seed));
  await isAsked;
  const isOpen = !on.model.asked[before + nth - 1]!.answered;
  const [worker] = on.workers;
  await worker!.kill();
  await worker!.start();
  const shown = await booked(on, job, before);
  const calls = on.model.asked.length - before;
  if (!isOpen) shown.wrong?.push("the model had answered when the worker died");
  if (calls !== CALLS + 1) shown.wrong?.push(`${calls} calls, one should be lost`);
  return { ...shown, more: { kills: 1, ...shown.more } };
}

/** F05: the worker dies with the n-th answer in hand. */
async function dieWithAnswer(on: Stage, seed: number): Promise<Shown> {
  const before = on.model.asked.length;
  const label = "model.answered";
  const armed = armAll(on.workers, `${label}:${nthOf(seed)}:kill`);
  const job = askFor(on.workspace, "answer", nameOf(label, seed));
  const shown = await booked(on, job, before);
  if (!armed.victim()) shown.wrong?.push(`nobody died at ${label}`);
  return { ...shown, more: { kills: armed.victim() ? 1 : 0, ...shown.more } };
}

/** Sees it through: at most one call is made again, and what the lost one cost is booked. */
async function booked(on: Stage, job: Job, before: number): Promise<Shown> {
  const end = await seeThrough(on.workspace, job);
  const wrong = wrongWith(on, job, end);
  const asked = on.model.asked.slice(before);
  const billed = asked.filter((one) => one.outputTokens > 0).length;
  if (asked.length > CALLS + 1) wrong.push(`${asked.length} calls`);
  const rows = await on.rows<{ usd: number; upper: boolean; state: string; reserved: number }>(
    `select cost_usd::float8 as usd, cost_is_upper_bound as upper, state,
      reserved_usd::float8 as reserved from fermata.model_call where run_id = $1`,
    [runKeyOf(on.workspace, job)],
  );
  const lost = rows.filter((one) => one.upper);
  if (lost.length !== 1) wrong.push(`${lost.length} calls are booked at their upper bound`);
  if (rows.some((one) => one.state !== "done" || one.reserved > 0)) wrong.push("a call is open");
  const usd = rows.reduce((sum, one) => sum + one.usd, 0);
  if (usd < billed * CHEAPEST_USD) wrong.push(`$${usd} booked for ${billed} billed calls`);
  // The cap of what the cheapest call may write, alone, is more than any finished call costs.
  if (lost.some((one) => one.usd < 0.002)) wrong.push("the lost call is not booked at its bound");
  return {
    counted: count(on.workspace, [job], on.watch),
    more: { calls: asked.length, billed },
    wrong,
  };
}

/** F04 and F05: the worker dies in a call to the model, or with its answer in hand. */
export const modelCallCases: FaultCase[] = [
  {
    id: "F04",
    title: "kill -9 in a call to the model",
    expected: "called again, once; what is lost is booked at its upper bound",
    stage,
    run: dieInCall,
  },
  {
    id: "F05",
    title: "kill -9 after the model answered, before a checkpoint",
    expected: "one extra call at most, and both are booked",
    stage,
    fast: true,
    run: dieWithAnswer,
  },
];
