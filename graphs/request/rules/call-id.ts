import { createHash } from "node:crypto";

/** The id of the call that a step of a run makes: the same for a repeat, opaque, 37 characters. */
export function callId(runId: string, step: string): string {
  const hash = createHash("sha256").update(`${runId}\n${step}`).digest("hex");
  return `call_${hash.slice(0, 32)}`;
}
