import type { OpenCalls } from "../../graphs/ports.js";
import type { Named } from "../domain/person.js";
import type { RunBrief } from "../delivery/run-brief.js";
import { showStatus } from "../delivery/status.js";
import { whisper } from "../delivery/whisper.js";
import { ruleOf } from "../humans/call-rule.js";
import { decideByRule } from "../humans/decide-by-rule.js";
import { append } from "../ledger/append.js";
import type { Evaluation } from "../policy/evaluation.js";
import { namesOf } from "../policy/policy.js";
import { openCall } from "../humans/open.js";
import type { Escalation } from "../humans/escalate.js";
import type { ReachPlan } from "../humans/reach.js";
import { cancelCalls } from "../humans/time-out.js";
import type { WaitingSettings } from "../humans/deadlines.js";
import { tellAway } from "./away-now.js";
import type { RunsRows } from "./ports.js";

/** What holding needs to know. */
export interface HoldContext {
  token: number;
  now: Date;
  workMs: number;
  practice: boolean;
  others: Named[];
  waiting: WaitingSettings;
  /** Who can read the cards where they stand, as Slack said before the transaction. */
  reach: ReachPlan;
  /** Ids of those whose decision a rule of the operator wants. */
  ruled: readonly string[];
  escalation: Escalation | null;
  /** What the operator's policy says about a call. */
  said: Readonly<Record<string, Evaluation>>;
  /** Who is asked and reads as away. */
  away: Readonly<Record<string, readonly Named[]>>;
}

/**
 * Opens calls while the run still works on the rest. Returns by id what is open besides: questions that have to be
 * answered before one of these can be asked.
 */
export async function openCalls(
  rows: RunsRows,
  run: RunBrief,
  calls: OpenCalls,
  context: Omit<HoldContext, "workMs">,
): Promise<Record<string, true>> {
  await rows.runs.fence(run.id, context.token);
  const before: Record<string, true> = {};
  const spent = await rows.spend.ofRun(run.id);
  for (const ask of Object.values(calls)) {
    const opened = await openCall(rows, run, ask, {
      ...context,
      spent,
      ruleOf: ({ id }) => ruleOf(context.said[id]),
    });
    const said = context.said[ask.id];
    if (said?.kind === "allow") await decideByRule(rows, run, ask.id, said, context.now);
    if (opened.kind === "open" && !context.reach.isRestricted)
      await tellAway(rows, run, ask.id, context.away[ask.id] ?? []);
    if (said?.kind === "deny") await tellDenied(rows, run, ask.id, said.why);
    if (opened.kind === "before") before[opened.callId] = true;
    if (opened.kind === "stop") await rows.runs.requestStop(run.id, opened.by, context.now);
  }
  return before;
}

/** Nobody can be asked any more: whoever wants it hears so at once, and not only when the time is over. */
async function tellDenied(
  rows: RunsRows,
  run: RunBrief,
  callId: string,
  why: string,
): Promise<void> {
  const to = { channel: run.channel, threadTs: run.threadTs, userId: run.requester.id };
  await whisper(rows, { key: `${callId}:denied`, runId: run.id, ...to }, why);
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
  const before = await openCalls(rows, run, held.open, context);
  const needed = { ...held.open, ...before };
  await rows.calls.markTaken(held.taken, context.now);
  await cancelCalls(rows, run.id, context.now, needed);
  const untaken = await rows.calls.untaken(run.id);
  if (untaken.some((call) => call.id in needed)) return "go on";
  await rows.calls.markTaken(
    untaken.map((call) => call.id),
    context.now,
  );
  await showWaiting(rows, run, context.now);
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "run_held",
    key: `held:${context.token}`,
    actor: null,
    at: context.now,
    data: { calls: Object.keys(held.open).length },
  });
  await rows.checkpoints.prune(run.id);
  await rows.spend.forgetAnswers(run.id);
  await rows.runs.settle(run.id, context.token, "waiting", {
    addWorkMs: context.workMs,
    attempts: 0,
  });
  return "waiting";
}

async function showWaiting(rows: RunsRows, run: RunBrief, now: Date): Promise<void> {
  const calls = await rows.calls.ofRun(run.id);
  const waiting = calls.filter((call) => call.status === "open");
  const asked = waiting.flatMap((call) => call.asked);
  const unique = [...new Map(asked.map((one) => [one.id, one])).values()];
  const release = waiting.map((call) => call.args).find((args) => args.fn === "release");
  const summary = await rows.runs.summary(run.id);
  await showStatus(rows, summary ?? run, {
    phase: "waiting",
    tasks: await rows.tasks.list(run.id),
    now: "",
    footer: release
      ? `Then it is posted in #${release.channelName}.`
      : `Waiting for ${namesOf(unique).replace(" or ", " and ")}`,
    ...(!release && { since: now }),
  });
}
