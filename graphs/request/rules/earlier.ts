import type { RequestInput } from "../../ports.js";
import type { Said, State } from "../state.js";

/** What people said in the run that this one changes, as the state keeps answers and choices. */
export function earlierSaid(
  input: Pick<RequestInput, "earlier">,
): Pick<State, "answers" | "choices"> {
  const all = input.earlier ?? [];
  return {
    answers: all
      .filter((one) => !one.chosen)
      .map(({ question, answer, by }) => ({ question, answer, by })),
    choices: all
      .filter((one) => one.chosen)
      .map(({ question, answer, by }) => ({ question, choice: answer, by })),
  };
}

/** The same as words, for an agent that might otherwise ask again. */
export function earlierNotes(input: Pick<RequestInput, "earlier">): Said[] {
  return (input.earlier ?? []).map(({ question, answer, by }) => ({
    by,
    text: `${question} ${answer}`,
  }));
}

/** Whether a question was answered in the run that this one changes. */
export function isAnswered(input: Pick<RequestInput, "earlier">, question: string): boolean {
  const asked = plain(question);
  return (input.earlier ?? []).some((one) => plain(one.question) === asked);
}

function plain(question: string): string {
  return question.replace(/\s+/gu, " ").trim().toLowerCase();
}
