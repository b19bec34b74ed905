import { people } from "../../playground/seed/ids.js";
import type { PlannedTask } from "../../src/domain/task.js";
import { type House, startHouse } from "../support/house.js";
import { ask, type Asked, cardWith, fill, press, read, resultOf } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";
import { PlannedTask as Planned } from "../../src/domain/task.js";

let house: House;
/** What the next job asks. */
let asks: Partial<PlannedTask>[] = [];
/** What the draft was told, and what was read. */
let told: { question: string; answer: string; by: string }[] = [];
let documents: string[] = [];

beforeAll(async () => {
  const honest = storyScripts();
  house = await startHouse({
    scripts: storyScripts({
      plan: (input) => {
        const plan = honest.plan?.(input) ?? { tasks: [], criteria: [], estimateMinutes: 1 };
        const extra = asks.map((one, n) =>
          Planned.parse({ id: `a${n + 1}`, title: "Ask", kind: "ask", ...one }),
        );
        return { ...plan, tasks: [...plan.tasks, ...extra] };
      },
      research: (input) => {
        if (input.document) documents.push(input.document.text);
        return honest.research?.(input) ?? { summary: "", claims: [], missing: [] };
      },
      draft: (input) => {
        told = input.answers;
        return honest.draft?.(input) ?? { markdown: "", changed: [] };
      },
    }),
  });
});
afterAll(() => house.stop());

function start(text: string, ...tasks: Partial<PlannedTask>[]): Asked {
  asks = tasks;
  told = [];
  documents = [];
  return ask(house.workspace, text);
}

/** Opens the form of a button. */
async function formOf(at: Asked, user: string, ts: string, actionId: string): Promise<string> {
  const open = house.workspace.views(user).length;
  await press(house.workspace, at, user, { ts }, actionId);
  const form = await house.workspace.waitFor((w) => w.views(user)[open], { what: "the form" });
  return form.id;
}

async function settled(at: Asked, ts: string, words: RegExp): Promise<string> {
  return house.workspace.waitFor(
    (w) => {
      const message = w.message(at.channel, ts);
      const text = message ? read(message) : "";
      return words.test(text) ? text : undefined;
    },
    { timeoutMs: 20_000, what: `the card to say ${String(words)}` },
  );
}

it("reads a file that somebody hands in and takes no other kind of it", async () => {
  const { workspace } = house;
  const at = start(`a price overview; <@${people.tom}> has the sheet`, {
    fn: "provide",
    who: "Tom",
    what: "the price sheet",
    items: ["csv", "link"],
  });
  const card = await cardWith(workspace, at, "call.provide");
  expect(read(card)).toMatch(/can you provide the price sheet\?/);
  expect(read(card)).toMatch(/it goes on without, and the result says so/);
  const viewId = await formOf(at, people.tom, card.ts, "call.provide");
  const send = (values: Record<string, string | string[]>) =>
    workspace.submit({ user: people.tom, viewId, values });
  expect(await send({})).toMatchObject({ errors: { file: expect.stringMatching(/^Add a file/) } });
  const photo = workspace.upload({ user: people.tom, name: "sheet.png", content: "no sheet" });
  expect(await send({ file: [photo] })).toMatchObject({
    errors: { file: "This one is called sheet.png. Only .csv will do." },
  });
  const content = "Plan,Price\nBasic,19\nTeam,25\n";
  const file = workspace.upload({ user: people.tom, name: "prices.csv", content });
  expect(await send({ file: [file] })).toMatchObject({ ok: true });

  const done = await settled(at, card.ts, /provided the price sheet/);
  expect(done).toMatch(/File: \*prices\.csv, 1 KB\*/);
  const result = read(await resultOf(workspace, at));
  expect(result).toMatch(/prices\.csv/);
  expect(documents.join("\n")).toMatch(/Price: 25|Team/);
  expect(told).toEqual([
    { question: "the price sheet", answer: "prices.csv", by: expect.stringMatching(/^Tom/) },
  ]);
});

it("gives the draft to whoever is to edit it, and delivers their version", async () => {
  const { workspace } = house;
  const at = start(`a brief, and let <@${people.priya}> rewrite the intro`, {
    fn: "edit",
    who: "Priya",
    what: "rewrite the intro",
  });
  const card = await cardWith(workspace, at, "call.edit");
  expect(read(card)).toMatch(/can you rewrite the intro\?/);
  const text = "**Atlas is here.** The launch is planned. [1]";
  await fill(workspace, at, people.priya, card, "call.edit", { text });
  const done = await settled(at, card.ts, /Priya.* edited this/);
  expect(done).toMatch(/~launches\.~ is here\./);
  const result = read(await resultOf(workspace, at));
  expect(result).toMatch(/Atlas is here/);
  expect(result).toMatch(/The text is Priya.*'s version/);
});

it("lets several be chosen, and somebody do a thing and say what came of it", async () => {
  const { workspace } = house;
  const at = start(
    `a plan; <@${people.tom}> and <@${people.leo}> know more`,
    {
      fn: "choose",
      who: "Tom",
      what: "Which cities first?",
      items: ["Berlin", "Paris", "Rome"],
      several: true,
    },
    { fn: "assign", who: "Leo", what: "Call Norda back", dueOn: "2026-12-01" },
  );
  const cities = await cardWith(workspace, at, "call.choose");
  await fill(workspace, at, people.tom, cities, "call.choose", { index: ["1", "3"] as never });
  expect(await settled(at, cities.ts, /chose Berlin, Rome/)).toBeTruthy();
  const deed = await cardWith(workspace, at, "call.done");
  expect(read(deed)).toMatch(/Wanted by Tuesday 1 December\./);
  await fill(workspace, at, people.leo, deed, "call.done", { result: "They take the offer." });
  await resultOf(workspace, at);
  expect(told.map((one) => [one.question, one.answer])).toEqual(
    expect.arrayContaining([
      ["Which cities first?", "Berlin, Rome"],
      ["Call Norda back", "They take the offer."],
    ]),
  );
});

it("calls a channel by its name, on the card and in the draft", async () => {
  const { workspace } = house;
  const field = { name: "where", label: "Where does it go?", type: "channel" as const };
  const at = start("a plan", { fields: Planned.shape.fields.parse([field]) });
  const card = await cardWith(workspace, at, "call.answer");
  const viewId = await formOf(at, people.maya, card.ts, "call.answer");
  const where = workspace.world.state.channels.find((one) => one.name === "launch")?.id ?? "";
  expect(await workspace.submit({ user: people.maya, viewId, values: { where } })).toMatchObject({
    ok: true,
  });
  expect(await settled(at, card.ts, /#launch/)).toMatch(/Where does it go\? \*#launch\*/);
  await resultOf(workspace, at);
  expect(told).toMatchObject([{ question: "Where does it go?", answer: "#launch" }]);
});
