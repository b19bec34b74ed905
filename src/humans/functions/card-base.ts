import type { HumanCall } from "../../domain/human-call.js";
import { changing } from "../../delivery/cards.js";

/** What every open card carries of its call. */
export function openBase(call: HumanCall) {
  return { callId: call.id, runId: call.runId, title: call.args.title, ...changing(call) };
}

/** What every settled card carries of its call. */
export function settledBase(call: HumanCall) {
  return {
    callId: call.id,
    runId: call.runId,
    title: call.args.title,
    by: call.decidedBy,
    ...(call.decidedVia ? { via: call.decidedVia } : {}),
    at: (call.decidedAt ?? call.deadlineAt).toISOString(),
    ...(call.byRule ? { ofRule: call.byRule } : {}),
    canAskAgain: call.status === "expired" && call.silence === "deny",
  };
}
