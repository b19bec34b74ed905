import type { OpenCalls } from "../../graphs/ports.js";
import type { Named } from "../domain/person.js";
import type { RunBrief } from "../delivery/run-brief.js";
import { showStatus } from "../delivery/status.js";
import { append } from "../ledger/append.js";
import { namesOf } from "../policy/policy.js";
import { clockTime } from "../humans/late.js";
import { openCall } from "../humans/open.js";
import { cancelCalls } from "../humans/time-out.js";
import type { WaitingSettings } from "../humans/deadlines.js";
import type { RunsRows } from "./ports.js";

/** What holding needs to know. */
export interface HoldContext {
  token: number;
  now: Date;
  workMs: number;
  practice: boolean;
  others: Named[];
  waiting: WaitingSettings;
}

/** Opens calls while the run still works on the rest. */
export async function openCalls(
  rows: RunsRows,
  run: RunBrief,
  calls: OpenCalls,
  context: Omit<HoldContext, "workMs">,
): Promise<void> {
  await rows.runs.fence(run.id, context.token);
  for (const ask of Object.values(calls)) await openCall(rows, run, ask, context);
}

/**
 * Puts a run to wait, in one transaction: every call is open, what was taken is marked, the lease is freed and
 * old checkpoints go. Returns "go on" if somebody answered meanwhile.
 */
export async function holdRun(
  rows: RunsRows,
  run: RunBrief,
  held: { open: OpenCalls; taken: string[] },
  context: HoldContext,
): Promise<"waiting" | "go on"> {
  await rows.runs.fence(run.id, context.token);
  await openCalls(rows, run, held.open, context);
  await rows.calls.markTaken(held.taken, context.now);
  await cancelCalls(rows, run.id, context.now, held.open);
  const untaken = await rows.calls.untaken(run.id);
  if (untaken.some((call) => call.id in held.open)) return "go on";
  await rows.calls.markTaken(
    untaken.map((call) => call.id),
    context.now,
  );
  await showWaiting(rows, run, held.open, context.now);
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "run_held",
    key: `held:${context.token}`,
    actor: null,
    at: context.now,
    data: { calls: Object.keys(held.open).length },
  });
  await rows.checkpoints.prune(run.id);
  await rows.runs.settle(run.id, context.token, "waiting", {
    addWorkMs: context.workMs,
    attempts: 0,
  });
  return "waiting";
}

async function showWaiting(
  rows: RunsRows,
  run: RunBrief,
  open: OpenCalls,
  now: Date,
): Promise<void> {
  const asked = Object.values(open).flatMap((ask) => ask.asked);
  const unique = [...new Map(asked.map((one) => [one.id, one])).values()];
  const summary = await rows.runs.summary(run.id);
  await showStatus(rows, summary ?? run, {
    phase: "waiting",
    tasks: await rows.tasks.list(run.id),
    now: "",
    footer: `Waiting for ${namesOf(unique).replace(" or ", " and ")} since ${clockTime(now, run.requesterTz)}`,
  });
}
