import type { Agent } from "./agent.js";
import { knownOptions } from "./rules/known-options.js";

/** Finds where sources contradict each other. */
export const reconcile: Agent<"reconcile"> = {
  role: "reconcile",
  maxOutputTokens: 6000,
  rules: [
    "Claims that do not exist are taken out of the options.",
    "A contradiction with fewer than two sides is dropped.",
  ],
  settle: knownOptions,
};
