import type { RequestEnding } from "../../../graphs/ports.js";
import { cancelCalls } from "../../humans/time-out.js";
import { reactSettled } from "../../delivery/reactions.js";
import { type RunBrief, titleOf } from "../../delivery/run-brief.js";
import { showStatus } from "../../delivery/status.js";
import { append } from "../../ledger/append.js";
import { costOf } from "./cost.js";
import type { EndContext } from "./end-early.js";
import type { ForSchedules, RunsRows } from "../ports.js";

type Wish = NonNullable<RequestEnding["wish"]>;

/** Ends a run that asked for something regular: there is no result, but a schedule to confirm (S11). */
export async function endScheduled(
  rows: RunsRows,
  run: RunBrief,
  wish: Wish,
  context: EndContext,
  schedules: ForSchedules,
): Promise<void> {
  await rows.runs.fence(run.id, context.token);
  const request = await rows.runs.request(run.id);
  if (!request) throw new Error("A claimed run has no request.");
  await cancelCalls(rows, run.id, context.now);
  // Where a model had to be asked, people saw it begin.
  if (await rows.outbox.get(`${run.id}:status`)) {
    const footer = await costOf(rows, run.id, context.now, context.workMs);
    await showStatus(rows, run, { phase: "done", tasks: [], now: "", footer });
  }
  await schedules.propose(rows, run, request, wish);
  await end(rows, run, "scheduled", context);
}

/** Ends a fire for which there was nothing new, in one quiet line. */
export async function endNothing(
  rows: RunsRows,
  run: RunBrief,
  ending: RequestEnding,
  context: EndContext,
  schedules: ForSchedules,
): Promise<void> {
  const of = await schedules.resultOf(rows, run.id);
  const places = ending.quiet?.join(", ") ?? "";
  const since = of && of.since !== "" ? ` ${of.since}` : "";
  const notRead = ending.notRead.length > 0 ? `Not read: ${ending.notRead.join("; ")}.` : "";
  await rows.outbox.put({
    type: "message",
    opKey: `${run.id}:nothing`,
    runId: run.id,
    channel: run.channel,
    threadTs: run.threadTs,
    pings: [],
    shown: {
      kind: "line",
      text: `${titleOf(run)}: nothing new${places === "" ? "" : ` in ${places}`}${since}.`,
      detail: [of?.late ?? "", notRead].filter((one) => one !== ""),
      link: null,
    },
  });
  await end(rows, run, "nothing", context);
}

async function end(
  rows: RunsRows,
  run: RunBrief,
  reason: "scheduled" | "nothing",
  context: EndContext,
): Promise<void> {
  const spot = { runId: run.id, channel: run.origin.channel, messageTs: run.messageTs };
  await reactSettled(rows, spot);
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "run_completed",
    key: "ended",
    actor: null,
    at: context.now,
    data: { kind: reason, artifact: null, edited: false },
  });
  await rows.runs.settle(run.id, context.token, "completed", {
    endReason: reason,
    endedAt: context.now,
    addWorkMs: context.workMs,
  });
  await rows.checkpoints.remove(run.id);
}
