import type { HoldValue, OpenCalls, RequestEnding, Resume } from "../../graphs/ports.js";
import { openCalls, reportedCalls } from "../../graphs/request/open-calls.js";
import { resumeCommand } from "../../graphs/request/resume-command.js";
import type { RequestGraph } from "./request-graph.js";
import type { RequestInput } from "../../graphs/ports.js";
import type { Decided, HumanCall } from "../domain/human-call.js";
import type { CallOutcome } from "../domain/call-outcome.js";
import { functionOf } from "../humans/functions/registry.js";

/** How far the graph went: it ended, or it holds for people. */
export type Driven =
  | { kind: "ended"; ending: RequestEnding }
  | { kind: "held"; open: OpenCalls; taken: string[] };

/** LangGraph's own cap a call; our counter in the state is the real one. */
const RECURSION_LIMIT = 200;
/** Tasks of one run that work, and call models, at the same time. */
const TASKS_AT_ONCE = 8;

/**
 * Lets the graph go on as far as it can: with its input at the start, with answers where it holds, with nothing
 * after a crash. `ended` are the calls that people have ended and the run has not taken in.
 */
export async function driveGraph(
  graph: RequestGraph,
  run: { runId: string; token: number; input: RequestInput; signal: AbortSignal },
  ended: HumanCall[],
  onCalls: (calls: OpenCalls) => Promise<void>,
): Promise<Driven> {
  const config = {
    configurable: { thread_id: run.runId, lease: run.token },
    durability: "sync" as const,
    recursionLimit: RECURSION_LIMIT,
    maxConcurrency: TASKS_AT_ONCE,
    signal: run.signal,
  };
  const before = await graph.getState(config);
  const next = nextInput(before, run.input, ended);
  if (next !== "holds") {
    for await (const chunk of await graph.stream(next, { ...config, streamMode: "updates" })) {
      const calls = reportedCalls(chunk);
      if (Object.keys(calls).length > 0) await onCalls(calls);
    }
  }
  const after = await graph.getState(config);
  if (after.values.ending) return { kind: "ended", ending: after.values.ending };
  const open = openCalls(after.values);
  return {
    kind: "held",
    open,
    // What the state still waits for is not taken, whatever was passed in: the first resume value sticks.
    taken: ended.map((call) => call.id).filter((id) => !(id in open)),
  };
}

type StreamInput = Parameters<RequestGraph["stream"]>[0];
type Snapshot = Awaited<ReturnType<RequestGraph["getState"]>>;

function nextInput(
  snapshot: Snapshot,
  input: RequestInput,
  ended: HumanCall[],
): StreamInput | "holds" {
  if (!snapshot.values.input) return { input };
  if (snapshot.values.ending) return "holds";
  const pending = snapshot.tasks.flatMap((task) => task.interrupts);
  const interrupt = pending[0];
  if (!interrupt) return null;
  const holds = interrupt.value as HoldValue;
  const decisions = decisionsFor(holds, ended);
  if (Object.keys(decisions).length === 0 || !interrupt.id) return "holds";
  return resumeCommand(interrupt.id, { decisions });
}

function decisionsFor(holds: HoldValue, ended: HumanCall[]): Resume["decisions"] {
  const decisions: Resume["decisions"] = {};
  for (const call of ended) {
    if (!holds.calls.includes(call.id) || call.outcome === null) continue;
    decisions[call.id] = {
      outcome: call.outcome,
      by: call.decidedBy,
      at: (call.decidedAt ?? call.deadlineAt).toISOString(),
      ...(call.need > 1 ? { need: call.need } : {}),
      ...(call.outcome.verb === "silence" && call.silence === "deny" ? { denies: true } : {}),
      ...saidBy(call, call.outcome),
    };
  }
  return decisions;
}

/** What the job learns of an answer that only its declaration can read. */
function saidBy(call: HumanCall, outcome: CallOutcome): Pick<Decided, "said" | "gave" | "stops"> {
  if (call.args.fn !== "declared") return {};
  const bound = functionOf(call.args);
  const gave = bound.gave(outcome);
  const stops = bound.stops(outcome);
  return {
    said: bound.told(outcome),
    ...(gave && { gave }),
    ...(stops !== null && { stops }),
  };
}
