import { FormField } from "../../../src/domain/form-field.js";
import type { Scripts } from "../../support/model-server.js";
import { storyScripts } from "../../support/story-scripts.js";

/** The words by which what was written for a request is known again, wherever it turns up. */
export function aboutWords(name: string): string {
  return `Written for ${name}, and for nobody else.`;
}

function aboutOf(goal: string): string | null {
  const name = /brief (.+?): (?:one page|turn this)/.exec(goal)?.[1];
  return name === undefined ? null : aboutWords(name);
}

/** The story's model, which asks two questions first where the request speaks of one. */
export function jobScripts(): Scripts {
  const story = storyScripts();
  return {
    ...story,
    draft: (input) => {
      const drafted = story.draft!(input);
      const about = aboutOf(input.goal);
      return about === null ? drafted : { ...drafted, markdown: `${drafted.markdown} ${about}` };
    },
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
