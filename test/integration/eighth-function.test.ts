import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PlannedTask } from "../../src/domain/task.js";
import { functionNames, planHints } from "../../src/humans/functions/registry.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, press, read, resultOf } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";
import { readRoot, root } from "../tree.js";

const folder = join(root, "test", ".out", `eighth-${process.pid}`);
let house: House;
let told: { question: string; answer: string; by: string }[] = [];

beforeAll(async () => {
  // The page's own words are the code: its one block, with the place it is imported from.
  const block = /^```ts\n([\s\S]*?)^```$/m.exec(readRoot("docs/adding-a-human-function.md"))?.[1];
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "rate.ts");
  writeFileSync(
    path,
    (block ?? "").replace('"./declare.js"', '"../../../src/humans/functions/declare.js"'),
  );
  await import(pathToFileURL(path).href);
  rmSync(folder, { recursive: true, force: true });
  const honest = storyScripts();
  house = await startHouse({
    scripts: storyScripts({
      plan: (input) => {
        const plan = honest.plan?.(input) ?? { tasks: [], criteria: [], estimateMinutes: 1 };
        const what = "the new onboarding";
        const rated = { id: "a1", title: "Rate it", kind: "ask", fn: "rate", who: "Tom", what };
        return { ...plan, tasks: [...plan.tasks, PlannedTask.parse(rated)] };
      },
      draft: (input) => {
        told = input.answers;
        return honest.draft?.(input) ?? { markdown: "", changed: [] };
      },
    }),
  });
});
afterAll(() => house.stop());

it("is known once it is declared, and offered to the planner", () => {
  expect(functionNames()).toContain("rate");
  expect(planHints()).toMatch(/^- `rate`: somebody gives a mark/m);
});

it("is asked, refuses bad input beside its field, is decided once, and reaches the draft", async () => {
  const { workspace } = house;
  const at = ask(workspace, "a report; ask Tom how good the new onboarding is");
  const card = await cardWith(workspace, at, "call.rate");
  expect(read(card)).toMatch(/how good is the new onboarding\?/);
  expect(read(card)).toMatch(/the result says that there is no mark/);

  await press(workspace, at, "tom", card, "call.rate");
  const form = await workspace.waitFor((w) => w.views("tom")[0], { what: "the form" });
  const send = (values: Record<string, string>) =>
    workspace.submit({ user: "tom", viewId: form.id, values });
  expect(await send({ mark: "6" })).toMatchObject({
    errors: { mark: "Write a whole number from 1 to 5." },
  });
  expect(await send({ mark: "4", why: "Clear, a bit long." })).toMatchObject({ ok: true });

  const settled = await workspace.waitFor(
    (w) => {
      const message = w.message(at.channel, card.ts);
      return message && /gave 4 of 5/.test(read(message)) ? read(message) : undefined;
    },
    { timeoutMs: 20_000, what: "the settled card" },
  );
  expect(settled).toMatch(/Clear, a bit long\./);
  await resultOf(workspace, at);
  expect(told).toEqual([
    {
      question: "How good is the new onboarding?",
      answer: "4 of 5. Clear, a bit long.",
      by: expect.stringMatching(/^Tom/),
    },
  ]);
});
