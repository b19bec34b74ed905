import type { Input } from "./shapes.js";

/** Says when something shall happen again and again; here it never knows, and the asker is told how to say it. */
export function schedule(input: Input): object {
  return { cron: "", goal: input.goal };
}
