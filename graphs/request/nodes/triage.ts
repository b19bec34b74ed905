import type { Ports } from "../../ports.js";
import { earlierNotes, earlierSaid } from "../rules/earlier.js";
import { endingOf } from "../rules/ending.js";
import { questionsCall } from "../rules/questions-call.js";
import { told } from "../rules/told.js";
import type { State, Update } from "../state.js";

/** Decides what kind of job it is; an answer that needs no work ends the run, questions are asked at once. */
export function createTriage(ports: Ports): (state: State) => Promise<Update> {
  return async (state) => {
    const { input } = state;
    const { runId } = input;
    const out = await ports.agents.triage(
      { runId, key: "triage" },
      { ...told(ports, input, earlierNotes(input)), sources: input.sources },
    );
    const { title, recurring } = out;
    // Somebody wants to approve the result, so there has to be a draft and a check of it.
    const answers = out.path === "answer" && out.answer.trim() !== "" && !input.approval.wanted;
    const path = answers ? "answer" : out.path === "ask" ? "ask" : "plan";
    const call = answers ? null : questionsCall(input, title, out.questions);
    await ports.record(
      { runId, key: "triage" },
      {
        title,
        now: answers ? "" : "Now planning",
        facts: [{ kind: "triage_done", data: { path, recurring, asks: call !== null } }],
      },
    );
    const known = { title, recurring, path, ...earlierSaid(input) } as const;
    if (!answers) return { ...known, calls: call ? { [call.ask.id]: call } : {} };
    const saved = await ports.artifacts.save({ runId, key: "answer" }, "result", title, out.answer);
    const closing = { kind: "answered", artifactId: saved.id } as const;
    return { ...known, ending: endingOf({ ...state, ...known }, closing) };
  };
}
