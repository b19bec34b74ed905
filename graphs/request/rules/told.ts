import type { Ports, RequestInput } from "../../ports.js";
import type { Said } from "../state.js";

/** What every agent is told about the job. */
export function told(
  ports: Pick<Ports, "clock">,
  input: Pick<RequestInput, "goal" | "requester" | "tz">,
  notes: Said[],
): { goal: string; askedBy: string; notes: Said[]; now: string; tz: string } {
  return {
    goal: input.goal,
    askedBy: input.requester.name,
    notes,
    now: ports.clock.now().toISOString(),
    tz: input.tz,
  };
}
