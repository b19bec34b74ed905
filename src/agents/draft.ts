import type { Agent } from "./agent.js";
import { knownCitations } from "./rules/known-citations.js";

/** Writes or revises the text. */
export const draft: Agent<"draft"> = {
  role: "draft",
  maxOutputTokens: 12_000,
  rules: ["A citation of a source that does not exist is taken out."],
  settle: knownCitations,
};
