import { z } from "zod";
import type { RequestEnding } from "../../../graphs/ports.js";
import { openCalls } from "../../../graphs/request/open-calls.js";
import type { GraphSnapshot, GraphVersion, HeldState } from "../../../graphs/version.js";
import { fail } from "../../errors.js";

/** Where a run stands in its graph. */
export type Standing =
  | { at: "start" }
  | { at: "work"; state: HeldState }
  | { at: "hold"; state: HeldState; interruptId: string; calls: readonly string[] }
  | { at: "end"; ending: RequestEnding };

const holdSchema = z.strictObject({ calls: z.array(z.string()).min(1) });
const resumeId = z.string().min(1);

/**
 * Reads where a run stands, and throws `GRAPH_LOST` wherever LangGraph would go on in silence: with a state that this
 * graph cannot read, with nothing left to do and no end, or with a question that is not the one people see.
 */
export function standingOf(
  snapshot: GraphSnapshot,
  version: Pick<GraphVersion, "state">,
): Standing {
  const step = snapshot.metadata?.step;
  // Before its first step there is only the input, and that is given again.
  if (step === undefined || step < 0) return { at: "start" };
  const read = version.state.safeParse(snapshot.values);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw lost(`The state does not fit at ${issue?.path.slice(0, 1).join("") ?? "its root"}.`);
  }
  const state = read.data;
  if (state.ending) return { at: "end", ending: state.ending };
  const interrupts = snapshot.tasks.flatMap((task) => task.interrupts);
  const [pending, ...more] = interrupts;
  if (!pending) {
    if (snapshot.next.length === 0) throw lost("Nothing is left to do, and it has no end.");
    return { at: "work", state };
  }
  if (more.length > 0) throw lost("It waits at more than one place.");
  const asked = callsOf(pending.value);
  if (!asked || !isSame(asked, Object.keys(openCalls(state)))) {
    throw lost("It waits for something that nobody was asked.");
  }
  return { at: "hold", state, interruptId: resumeId.parse(pending.id), calls: asked };
}

const askedSchema = z.object({
  __interrupt__: z.array(z.object({ value: z.unknown() })).min(1),
});

/** The calls a hold asks for in a chunk of stream mode `updates`; undefined: it holds nowhere; null: for something else. */
export function askedIn(chunk: unknown): readonly string[] | null | undefined {
  const read = askedSchema.safeParse(chunk);
  if (!read.success) return undefined;
  const [asked, ...more] = read.data.__interrupt__;
  return more.length > 0 ? null : callsOf(asked?.value);
}

/** Whether two lists name the same calls, in whatever order. */
export function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && new Set([...some, ...others]).size === some.length;
}

/** Why a run is lost that holds for the same answers again; that need not be an update's doing. */
export const NOT_TAKEN_IN = "It did not take in what people have answered.";

/** The error of a run that cannot go on from where it is; `why` holds no words of people. */
export function lost(why: string): Error {
  return fail("GRAPH_LOST", { detail: why });
}

function callsOf(value: unknown): readonly string[] | null {
  const read = holdSchema.safeParse(value);
  return read.success ? read.data.calls : null;
}
