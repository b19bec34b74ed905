import type { OpenCalls, RequestEnding, RequestInput, Resume } from "../../graphs/ports.js";
import { openCalls, reportedCalls } from "../../graphs/request/open-calls.js";
import { resumeCommand } from "../../graphs/request/resume-command.js";
import type { HeldState } from "../../graphs/version.js";
import type { CallOutcome } from "../domain/call-outcome.js";
import type { Decided, HumanCall } from "../domain/human-call.js";
import { functionOf } from "../humans/functions/registry.js";
import { asksTheSame } from "./version/asks-the-same.js";
import type { BuiltGraph } from "./version/ports.js";
import { isSame, lost, NOT_TAKEN_IN, type Standing, standingOf } from "./version/standing.js";

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
 * after a crash. `ended` are the calls that people have ended and the run has not taken in. Throws `GRAPH_LOST` where
 * it would end in silence, wait for nothing, or give an answer to another question.
 */
export async function driveGraph(
  { graph, version }: BuiltGraph,
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
    streamMode: "updates" as const,
  };
  const before = standingOf(await graph.getState(config), version);
  // fault: run.resuming
  if (before.at === "end") return { kind: "ended", ending: before.ending };
  const decisions = before.at === "hold" ? decisionsFor(before, ended) : {};
  if (before.at === "hold") {
    if (Object.keys(decisions).length === 0) return held(before.state, ended);
    if (!(await asksTheSame(graph, config, before.calls)))
      throw lost("It asks something else than people have answered.");
  }
  for await (const chunk of await graph.stream(inputFor(before, run.input, decisions), config)) {
    const calls = reportedCalls(chunk);
    if (Object.keys(calls).length > 0) await onCalls(calls);
  }
  // fault: graph.driven
  const after = standingOf(await graph.getState(config), version);
  if (after.at === "end") return { kind: "ended", ending: after.ending };
  if (after.at !== "hold") throw lost("It stopped before its end, and nobody is asked.");
  if (before.at === "hold" && isSame(before.calls, after.calls)) throw lost(NOT_TAKEN_IN);
  return held(after.state, ended);
}

function held(state: HeldState, ended: HumanCall[]): Driven {
  const open = openCalls(state);
  // What the state still waits for is not taken, whatever was passed in: the first resume value sticks.
  const taken = ended.map((call) => call.id).filter((id) => !(id in open));
  return { kind: "held", open, taken };
}

function inputFor(
  standing: Exclude<Standing, { at: "end" }>,
  input: RequestInput,
  decisions: Resume["decisions"],
): unknown {
  switch (standing.at) {
    case "start":
      return { input };
    case "work":
      return null;
    case "hold":
      return resumeCommand(standing.interruptId, { decisions });
  }
}

function decisionsFor(
  { calls, state }: { calls: readonly string[]; state: HeldState },
  ended: HumanCall[],
): Resume["decisions"] {
  const decisions: Resume["decisions"] = {};
  for (const call of ended) {
    if (!calls.includes(call.id) || call.outcome === null) continue;
    if (state.calls[call.id]?.ask.args.fn !== call.args.fn)
      throw lost("It asks with another function than people were asked with.");
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
