import { isFireKey } from "../domain/fire-key.js";
import type { Request } from "../domain/request.js";
import type { Run } from "../domain/run.js";
import { reactTaken } from "../delivery/reactions.js";
import { append } from "../ledger/append.js";
import type { RunsRows } from "./ports.js";

/** Accepts a request and queues its run; null if this message was accepted before. */
export async function startRun(
  rows: Pick<RunsRows, "requests" | "runs" | "outbox" | "ledger">,
  request: Request,
  settings: { graphVersion: string; capUsd: number },
): Promise<string | null> {
  if (!(await rows.requests.insertIfAbsent(request))) return null;
  const run: Run = {
    // One request, one run: a request that is accepted again has the same run.
    id: request.id.replace(/^req_/, "run_"),
    requestId: request.id,
    team: request.team,
    channel: request.channel,
    // A schedule reads a thread; what people say there later is not said to its run.
    threadTs: isFireKey(request.messageTs) ? request.messageTs : request.threadTs,
    title: "",
    status: "queued",
    endReason: null,
    graphVersion: settings.graphVersion,
    token: 0,
    attempts: 0,
    stopBy: null,
    capUsd: settings.capUsd,
    spentUsd: 0,
    reservedUsd: 0,
    workMs: 0,
    createdAt: request.receivedAt,
    endedAt: null,
  };
  await rows.runs.insert(run);
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "request_accepted",
    key: "request",
    actor: request.userId,
    at: request.receivedAt,
    data: { request: request.id, via: request.via, files: request.files.length },
  });
  await reactTaken(rows, {
    runId: run.id,
    channel: request.channel,
    messageTs: request.messageTs,
  });
  return run.id;
}
