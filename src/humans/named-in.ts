import type { HumanCall } from "../domain/human-call.js";

/** Whether a call's own row lets somebody decide: asked or named for it, and left out by no rule. Who they are now is another question. */
export function isNamedIn(call: HumanCall, userId: string): boolean {
  const isNamed = [...call.asked, ...call.others].some((one) => one.id === userId);
  return isNamed && !call.excluded.includes(userId);
}
