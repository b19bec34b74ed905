import type { HumanCall } from "../domain/human-call.js";
import { functionOf } from "./functions/registry.js";

/** What somebody reads who clicks on a call that is over. */
export function lateAnswer(call: HumanCall, reader: { id: string; tz: string }): string {
  const at = clockTime(call.decidedAt ?? call.deadlineAt, reader.tz);
  const who = call.decidedBy?.id === reader.id ? "You" : (call.decidedBy?.name ?? "Somebody");
  if (call.status === "cancelled") return "This job has ended, so there is nothing left to decide.";
  if (call.args.fn === "release") {
    if (call.status === "decided") return `${who} took this back at ${at}. It was not posted.`;
    return `The time to take it back ended at ${at}. Take it down follows on the card.`;
  }
  if (call.status === "expired") {
    return call.silence === "default"
      ? `Nobody answered by ${at}, so I went on with the answers filled in.`
      : `Nobody answered by ${at}, so this was not done.`;
  }
  const did = call.outcome ? functionOf(call.args).did(call.outcome) : "answered this";
  const next = call.outcome?.verb === "changes" ? " A new version comes in this thread." : "";
  return `${who} ${did} at ${at}.${next}`;
}

/** `14:05` in the reader's zone. */
export function clockTime(at: Date, tz: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: tz,
  }).format(at);
}
