import type { Agent } from "./agent.js";

/** Cuts the goal into tasks and says when the result is good. */
export const plan: Agent<"plan"> = {
  role: "plan",
  maxOutputTokens: 6000,
  rules: ["The graph checks and repairs the tasks; if nothing is left it makes its own plan."],
  settle: (_, output) => output,
};
