import type { DrivenGraph, GraphOptions } from "../../../graphs/version.js";
import { askedIn, isSame } from "./standing.js";

/**
 * Whether this graph, run anew from where it holds, asks first for just these calls. LangGraph gives an answer to
 * whatever a node asks first, so a question put before the pending one would take it. Writes nothing.
 */
export async function asksTheSame(
  graph: Pick<DrivenGraph, "stream">,
  options: GraphOptions,
  calls: readonly string[],
): Promise<boolean> {
  const { thread_id } = options.configurable;
  const asked: ReturnType<typeof askedIn>[] = [];
  const look = {
    ...options,
    configurable: { thread_id, look: true },
    interruptAfter: "*" as const,
  };
  for await (const chunk of await graph.stream(null, look)) asked.push(askedIn(chunk));
  const first = asked.find((one) => one !== undefined);
  return first !== undefined && first !== null && isSame(first, calls);
}
