import { putCard } from "../../delivery/card-place.js";
import { showFailure } from "../../delivery/ended.js";
import { reactEnded } from "../../delivery/reactions.js";
import type { RunBrief } from "../../delivery/run-brief.js";
import { showStatus } from "../../delivery/status.js";
import { cancelCalls } from "../../humans/time-out.js";
import { append } from "../../ledger/append.js";
import type { KeptInput } from "../begin/begin.js";
import { costOf } from "./cost.js";
import type { EndContext } from "./end-early.js";
import type { RunsRows } from "../ports.js";

/** The channels, by id, that a run which everybody may read has read so far, from its facts. */
export async function channelsRead(
  rows: Pick<RunsRows, "ledger">,
  runId: string,
  { graph, channels, restricted }: KeptInput,
): Promise<string[]> {
  if (restricted || channels.every((one) => one.channel === null)) return [];
  const facts = await rows.ledger.list(`run:${runId}`);
  const read = facts
    .filter((fact) => fact.kind === "source_read")
    .map((fact) => graph.sources[Number(fact.data["n"]) - 1]?.id);
  return channels.flatMap((one) =>
    one.channel !== null && read.includes(one.offerId) ? [one.channel] : [],
  );
}

/**
 * Ends a run because somebody has come who can read along and could not read what it read: the status loses its
 * steps, cards their texts, and nothing more is shown.
 */
export async function endReadersJoined(
  rows: RunsRows,
  run: RunBrief,
  context: EndContext,
): Promise<void> {
  await rows.runs.fence(run.id, context.token);
  const cost = await costOf(rows, run.id, context.now, context.workMs);
  await cancelCalls(rows, run.id, context.now);
  const posted = (await rows.effects.ofRun(run.id)).find((one) => one.state !== "failed");
  for (const call of await rows.calls.ofRun(run.id)) {
    // The card of a post says that it is posted, and can take it down.
    if (call.id === posted?.callId || call.args.fn === "release") continue;
    const text = "This question was taken back.";
    await putCard(rows, call, { kind: "line", text, detail: [], link: null }, []);
  }
  await showStatus(rows, run, { phase: "failed", tasks: [], now: "", footer: cost });
  await showFailure(rows, run, {
    attempt: context.token,
    what: "By now somebody can read along here who cannot read all that was read.",
    kept: posted
      ? `What was approved is posted in #${posted.channelName}. Nothing more of it is shown here.`
      : "Nothing of it is shown. Ask again, and the answer comes to you in a direct message.",
    canRetry: false,
  });
  await reactEnded(
    rows,
    { runId: run.id, channel: run.origin.channel, messageTs: run.messageTs },
    "stopped",
  );
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "run_failed",
    key: "ended",
    actor: null,
    at: context.now,
    data: { code: "readers_joined" },
  });
  await rows.runs.settle(run.id, context.token, "failed", {
    // Nothing is gone on from: it is asked for anew.
    endReason: "unreadable",
    endedAt: context.now,
    addWorkMs: context.workMs,
  });
  await rows.checkpoints.remove(run.id);
}
