import type { Silence } from "./human-call.js";

/**
 * What becomes of a call that nobody answers, as a sentence; `by` is the time as its reader reads it, `not` what does
 * not happen then, as a clause.
 */
export function withoutAnswer(silence: Silence, by: string, not = "nothing is done"): string {
  switch (silence) {
    case "default":
      return `Without an answer by ${by}, it goes on without you.`;
    case "deny":
      return `Without an answer by ${by}, ${not}.`;
    case "wait":
      return "It waits until somebody answers.";
  }
}
