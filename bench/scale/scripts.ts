import { type Scripts } from "../../test/support/model-server.js";
import { storyScripts } from "../../test/support/story-scripts.js";

/** Words in a goal that decide what becomes of it. */
export const goals = {
  /** One question to whoever asks. */
  question: "book a room for the offsite",
  /** One source, a draft, a check, and one approval. */
  approval: "turn this thread into a short brief",
} as const;

/** A model that asks one question about a room and writes a short brief of everything else. */
export function scaleScripts(): Scripts {
  const story = storyScripts();
  return {
    ...story,
    triage: (input) =>
      input.goal.includes(goals.question)
        ? {
            path: "ask",
            title: "Room for the offsite",
            recurring: false,
            answer: "",
            questions: [
              {
                name: "day",
                label: "Which day is the offsite?",
                type: "options",
                options: [
                  { label: "Tuesday, 3 March", value: "tuesday" },
                  { label: "Thursday, 5 March", value: "thursday" },
                ],
                default: "tuesday",
                hint: "The room is free on both.",
                optional: false,
              },
            ],
          }
        : { path: "plan", title: "Atlas brief", recurring: false, answer: "", questions: [] },
  };
}
