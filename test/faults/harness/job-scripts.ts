import { FormField } from "../../../src/domain/form-field.js";
import type { Scripts } from "../../support/model-server.js";
import { storyScripts } from "../../support/story-scripts.js";

/** The story's model, which asks two questions first where the request speaks of one. */
export function jobScripts(): Scripts {
  const story = storyScripts();
  return {
    ...story,
    triage: (input) => ({
      path: input.goal.includes("with a question first") ? "ask" : "plan",
      title: "Launch brief",
      recurring: false,
      answer: "",
      questions: input.goal.includes("with a question first") ? questions() : [],
    }),
  };
}

function questions(): FormField[] {
  const field = (name: string, label: string, filledIn: string) =>
    FormField.parse({ name, label, type: "text", default: filledIn });
  return [field("tone", "Which tone?", "plain"), field("length", "How long?", "one page")];
}
