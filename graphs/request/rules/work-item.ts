import type { Answered, SourceOffer } from "../../../src/domain/agent-io.js";
import type { AskedText, RequestInput } from "../../ports.js";
import type { Said, State, TaskRecord } from "../state.js";
import { neededArtifacts } from "./claims.js";

/** All that one task needs to run; it is kept in the checkpoint per task, so it is small. */
export interface WorkItem {
  steps: number;
  input: Pick<RequestInput, "runId" | "goal" | "requester" | "tz" | "fire" | "limits">;
  title: string;
  task: TaskRecord;
  notes: Said[];
  answers: Answered[];
  /** For `read`: what to read, and its number in the result's list. */
  offer: (SourceOffer & { n: number }) | null;
  /** For `research`: the artifacts with the claims to go through. */
  from: string[];
  /** For a question about the draft: the text as it is now. */
  text: AskedText | null;
}

/** Cuts out of the state what a task needs. */
export function workItem(state: State, task: TaskRecord): WorkItem {
  const { runId, goal, requester, tz, fire, limits, sources } = state.input;
  const index = sources.findIndex((one) => one.id === task.source);
  const offer = sources[index];
  return {
    steps: state.steps,
    input: { runId, goal, requester, tz, limits, ...(fire ? { fire } : {}) },
    title: state.title,
    task,
    notes: state.notes,
    answers: state.answers,
    offer: offer ? { ...offer, n: index + 1 } : null,
    from: task.kind === "research" ? neededArtifacts(state, task) : [],
    text: task.onDraft ? askedText(state.text) : null,
  };
}

function askedText(text: State["text"]): AskedText | null {
  if (!text) return null;
  const { artifactId, digest } = text.edit ?? text;
  return { artifactId, digest, excerpt: text.excerpt };
}
