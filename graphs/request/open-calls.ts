import { z } from "zod";
import type { OpenCalls } from "../ports.js";
import { callRecord, type CallRecord, type State } from "./state.js";

/** The calls that wait for people, by id. */
export function openCalls(state: Pick<State, "calls">): OpenCalls {
  return asksOf(state.calls);
}

const chunkSchema = z.record(
  z.string(),
  z
    .object({ calls: z.record(z.string(), callRecord).optional() })
    .nullish()
    .catch(null),
);

/** The calls that a chunk of stream mode `updates` reports as open, so that they can be shown at once. */
export function reportedCalls(chunk: unknown): OpenCalls {
  const parsed = chunkSchema.safeParse(chunk);
  if (!parsed.success) return {};
  const updates = Object.values(parsed.data);
  return Object.assign({}, ...updates.map((update) => asksOf(update?.calls ?? {}))) as OpenCalls;
}

/** Whether a call still waits for an answer that somebody needs. */
export function isOpen(call: CallRecord): boolean {
  return !call.decided && !call.dropped;
}

function asksOf(calls: Record<string, CallRecord>): OpenCalls {
  const open = Object.entries(calls).filter(([, call]) => isOpen(call));
  return Object.fromEntries(open.map(([id, call]) => [id, call.ask]));
}
