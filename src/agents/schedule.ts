import { readRecurrence } from "../schedules/recurrence.js";
import type { Agent } from "./agent.js";

/** Reads when something shall happen again and again, where the rules did not understand it. */
export const schedule: Agent<"schedule"> = {
  role: "schedule",
  maxOutputTokens: 2000,
  rules: [
    "A recurrence that is no valid cron expression, never comes or is more frequent than every 15 minutes becomes empty: the asker is told how to say it.",
    "Without a goal of its own, the whole request is the goal.",
  ],
  settle: (input, output) => {
    const read = readRecurrence(output.cron);
    const goal = output.goal.trim() === "" ? input.goal : output.goal.trim();
    return { cron: read.ok ? read.cron : "", goal };
  },
};
