import { z } from "zod";
import { IllegalTransition } from "./illegal-transition.js";

/** The states of a human call. */
export const CallStatus = z.enum(["open", "decided", "expired", "cancelled"]);
export type CallStatus = z.infer<typeof CallStatus>;

/**
 * Throws unless a call may go from one state to the other: an ended call never changes. Only a cancelled one, which
 * nobody decided, is open again when the job that was stopped goes on.
 */
export function assertCallStep(from: CallStatus, to: CallStatus): void {
  if (from === "cancelled" && to === "open") return;
  if (from !== "open" || to === "open") throw new IllegalTransition("call", from, to);
}
