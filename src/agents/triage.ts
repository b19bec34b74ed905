import type { Agent } from "./agent.js";

/** Decides what kind of job a request is. */
export const triage: Agent<"triage"> = {
  role: "triage",
  maxOutputTokens: 4000,
  rules: [
    "Asking without a question, or answering without an answer, becomes a plan.",
    "Two questions with the same name are one.",
  ],
  settle: (_, output) => {
    const questions = output.questions.filter(
      (field, at, all) => all.findIndex((other) => other.name === field.name) === at,
    );
    const pointless =
      (output.path === "ask" && questions.length === 0) ||
      (output.path === "answer" && output.answer.trim() === "");
    return { ...output, questions, path: pointless ? "plan" : output.path };
  },
};
