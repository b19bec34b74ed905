import type { Agent } from "./agent.js";
import { keepVerbatim } from "./rules/verbatim-claims.js";

/** Reads one document, or looks again at what was found, and returns checkable claims. */
export const research: Agent<"research"> = {
  role: "research",
  maxOutputTokens: 8000,
  rules: [
    "A claim whose excerpt does not stand in the text word for word is left out, and it says how many.",
    "A claim that rests on no known source is left out.",
  ],
  settle: keepVerbatim,
};
