import { type Presser, tellPresser } from "../delivery/whisper.js";
import type { RunsRows } from "../runs/ports.js";

/** Answers whoever pressed: privately where it was pressed, directly where that is no channel (App Home). */
export async function answer(
  rows: Pick<RunsRows, "outbox">,
  presser: Presser,
  text: string,
): Promise<void> {
  if (presser.channel !== "") return tellPresser(rows, presser, text);
  await rows.outbox.put({
    type: "message",
    opKey: `${presser.key}:answer`,
    runId: null,
    channel: presser.actor,
    threadTs: null,
    pings: [],
    shown: { kind: "line", text, detail: [], link: null },
  });
}
