import { unusableAnswer } from "../../../src/errors.js";
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
    if (input.fire) return fireTriage(ports, state, input.fire.title);
    const out = await ports.agents.triage(
      { runId, key: "triage" },
      { ...told(ports, input, earlierNotes(input)), sources: input.sources },
    );
    const { title, recurring } = out;
    // Somebody approves the result, so there has to be a draft and a check of it.
    const answers =
      out.path === "answer" && out.answer.trim() !== "" && !input.approval.wanted && !input.post;
    const path = answers ? "answer" : out.path === "ask" ? "ask" : "plan";
    const wish = recurring && input.mayRecur ? await recurrenceOf(ports, input) : null;
    const call = answers || wish ? null : questionsCall(input, title, out.questions);
    await ports.record(
      { runId, key: "triage" },
      {
        title,
        now: answers || wish ? "" : "Now planning",
        facts: [{ kind: "triage_done", data: { path, recurring, asks: call !== null } }],
      },
    );
    if (wish) {
      const closing = { kind: "scheduled", wish } as const;
      return {
        title,
        recurring,
        path,
        ending: endingOf({ ...state, title, recurring, path }, closing),
      };
    }
    const known = { title, recurring, path, ...earlierSaid(input) } as const;
    if (!answers) return { ...known, calls: call ? { [call.ask.id]: call } : {} };
    const saved = await ports.artifacts.save({ runId, key: "answer" }, "result", title, out.answer);
    const closing = { kind: "answered", artifactId: saved.id } as const;
    return { ...known, ending: endingOf({ ...state, ...known }, closing) };
  };
}

/** A time of a schedule has its name and its way already: no model is asked. */
async function fireTriage(ports: Ports, { input }: State, title: string): Promise<Update> {
  await ports.record(
    { runId: input.runId, key: "triage" },
    {
      title,
      facts: [{ kind: "triage_done", data: { path: "plan", recurring: false, byRule: true } }],
    },
  );
  return { title, path: "plan" };
}

/** When it shall come again, and what each time; null where the words do not say when. */
async function recurrenceOf(
  ports: Ports,
  input: State["input"],
): Promise<{ cron: string; goal: string } | null> {
  try {
    const out = await ports.agents.schedule(
      { runId: input.runId, key: "schedule" },
      told(ports, input, earlierNotes(input)),
    );
    return out.cron === "" ? null : { cron: out.cron, goal: out.goal };
  } catch (error) {
    if (unusableAnswer(error) !== null) return null;
    throw error;
  }
}
