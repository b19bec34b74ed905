import type { RunBrief } from "../../delivery/run-brief.js";
import type { RunsRows } from "../ports.js";

/** What cannot be done as it was asked is said before anybody approves anything. */
export async function sayAtOnce(
  rows: Pick<RunsRows, "outbox">,
  run: RunBrief,
  text: string,
): Promise<void> {
  await rows.outbox.put({
    type: "message",
    opKey: `${run.id}:said`,
    runId: run.id,
    channel: run.channel,
    threadTs: run.threadTs,
    pings: [run.requester.id],
    shown: { kind: "line", text, detail: [], link: null, to: run.requester },
  });
}
