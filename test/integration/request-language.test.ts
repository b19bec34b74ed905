import { loadPrompts } from "../../src/agents/prompt-file.js";
import { AgentRole } from "../../src/domain/agent-io.js";
import { FormField } from "../../src/domain/form-field.js";
import { startHouse } from "../support/house.js";
import { ask, cardWith, press, read, resultOf } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

/** A schedule's reader returns the request's own words. */
const writers = AgentRole.options.filter((role) => role !== "schedule");

it.each(writers)("tells %s to write in the language of the request", async (role) => {
  const prompt = (await loadPrompts("prompts"))[role].render({
    today: "TODAY",
    functions: "FUNCTIONS",
  });
  expect(prompt).toContain("in the language of `goal`, whatever language the sources are in");
});

it("gives every agent the request in its own words, and leaves their answers as they are", async () => {
  const goal = "Fasse diesen Thread zusammen, auf einer Seite";
  const house = await startHouse({
    scripts: storyScripts({
      triage: () => ({
        path: "plan",
        title: "Zusammenfassung",
        recurring: false,
        answer: "",
        questions: [
          FormField.parse({
            name: "ton",
            label: "Welcher Ton?",
            type: "text",
            default: "sachlich",
          }),
        ],
      }),
      draft: () => ({ markdown: "**Atlas startet am Dienstag.** [1]", changed: [] }),
    }),
  });
  const { workspace, model } = house;
  const at = ask(workspace, goal);
  const card = await cardWith(workspace, at, "call.answer.defaults");
  expect(read(card)).toMatch(/Welcher Ton\?.*sachlich/);
  await press(workspace, at, "maya", card, "call.answer.defaults");
  const result = read(await resultOf(workspace, at));
  // Our own sentences are English; what an agent wrote is not touched.
  expect(result).toMatch(/Zusammenfassung: done/);
  expect(result).toMatch(/Atlas startet am Dienstag/);
  const roles = new Set(model.asked.map((one) => one.role));
  expect([...roles].toSorted()).toEqual(["check", "draft", "plan", "research", "triage"]);
  for (const one of model.asked) {
    expect(JSON.parse(one.user.slice(one.user.indexOf("{")))).toMatchObject({ goal });
  }
  await house.stop();
});
