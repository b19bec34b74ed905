import type { HumanCall } from "../domain/human-call.js";
import { atClock, dayAndClock } from "./clock-words.js";
import { functionOf } from "./functions/registry.js";

const MOST_ABOUT = 120;

/**
 * What somebody reads who clicks on a call that is over: who decided, when, and about what, because several cards may
 * stand in one thread.
 */
export function lateAnswer(call: HumanCall, reader: { id: string; tz: string }, now: Date): string {
  return `${whatBecame(call, reader, now)} It was about ${shortened(functionOf(call.args).about)}`;
}

function whatBecame(call: HumanCall, reader: { id: string; tz: string }, now: Date): string {
  const ended = call.decidedAt ?? call.deadlineAt;
  const at = atClock(ended, now, reader.tz);
  const who = call.decidedBy?.id === reader.id ? "You" : (call.decidedBy?.name ?? "Somebody");
  // Cancelled with its job, or left behind by one that goes on.
  if (call.status === "cancelled") return "No answer is needed any more.";
  if (call.args.fn === "release") {
    if (call.status === "decided") return `${who} took this back ${at}. It was not posted.`;
    return `The time to take it back ended ${at}. Take it down follows on the card.`;
  }
  if (call.status === "expired") {
    const by = dayAndClock(ended, now, reader.tz);
    return call.silence === "default"
      ? `Nobody answered by ${by}, so I went on with the answers filled in.`
      : `Nobody answered by ${by}, so this was not done.`;
  }
  const did = call.outcome ? functionOf(call.args).did(call.outcome) : "answered this";
  const next = call.outcome?.verb === "changes" ? " A new version comes in this thread." : "";
  return `${who} ${did} ${at}.${next}`;
}

/** A full stop where the words have none. */
function shortened(about: string): string {
  const own = about.length > MOST_ABOUT ? `${about.slice(0, MOST_ABOUT - 1).trimEnd()}…` : about;
  return /[.?!…]”?$/u.test(own) ? own : `${own}.`;
}
