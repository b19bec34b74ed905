import { people } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import { PlannedTask } from "../../src/domain/task.js";
import { forge } from "../support/forged.js";
import { type House, startHouse } from "../support/house.js";
import { ask, controls, fill, fromBot, press, read, resultOf, told } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const asks = [
  {
    fn: "answer",
    who: "Tom",
    fields: [{ name: "seats", label: "How many seats do we need?", type: "number" }],
  },
  { fn: "choose", who: "Priya", what: "Which city comes first?", items: ["Berlin", "Rome"] },
  { fn: "assign", who: "Tom", what: "Call Norda back" },
  { fn: "provide", who: "Priya", what: "the price sheet", items: ["csv", "link"] },
];

let house: House;
let heard: { question: string; answer: string; by: string }[] = [];
let chosen: { question: string; choice: string; by: string }[] = [];
beforeAll(async () => {
  const honest = storyScripts();
  house = await startHouse({
    scripts: storyScripts({
      plan: (input) => {
        const plan = honest.plan?.(input) ?? { tasks: [], criteria: [], estimateMinutes: 1 };
        const more = asks.map((one, n) =>
          PlannedTask.parse({ id: `a${n + 1}`, title: `Ask ${n + 1}`, kind: "ask", ...one }),
        );
        return { ...plan, tasks: [...plan.tasks, ...more] };
      },
      draft: (input) => {
        heard = input.answers;
        chosen = input.choices;
        return honest.draft?.(input) ?? { markdown: "", changed: [] };
      },
    }),
  });
});
afterAll(() => house.stop());

const at = () =>
  ask(
    house.workspace,
    `a launch brief; <@${people.tom}> knows the seats, <@${people.priya}> knows the city`,
  );

it("keeps four open questions apart: each answer lands where it belongs, and late ones name theirs", async () => {
  const { workspace } = house;
  const here = at();
  const cardOf = (control: string): Promise<Message> =>
    workspace.waitFor((w) => fromBot(w, here).find((m) => controls(m).includes(control)), {
      timeoutMs: 20_000,
      what: `the card with ${control}`,
    });
  const waitsFor = (who: string) =>
    workspace.waitFor(
      (w) => {
        const status = fromBot(w, here).find((m) => m.text.startsWith("Launch brief:"));
        return status && read(status).includes(`Waiting for ${who} since`);
      },
      { timeoutMs: 20_000, what: `the job to wait for ${who}` },
    );
  const cards = {
    answer: await cardOf("call.answer"),
    choose: await cardOf("call.choose.1"),
    assign: await cardOf("call.done"),
    provide: await cardOf("call.provide"),
  };
  const spoken = Object.values(cards).map((card) => card.text);
  expect(spoken[0]).toMatch(/^Tom, one question .*How many seats do we need\?/);
  expect(spoken[1]).toMatch(/^Priya, which city comes first/);
  expect(spoken[2]).toMatch(/^Tom, .*call Norda back/);
  expect(spoken[3]).toMatch(/^Priya, .*the price sheet/);
  await waitsFor("Tom and Priya");

  const reason = "The sheet is not ready.";
  await fill(workspace, here, "priya", cards.provide, "call.handback", { reason });
  await fill(workspace, here, "tom", cards.assign, "call.done", { result: "They take the offer." });
  await waitsFor("Tom and Priya");
  await fill(workspace, here, "tom", cards.answer, "call.answer", { seats: "40" });
  await waitsFor("Priya");

  // Tom presses once more what is over; each answer names its own question.
  const late: string[] = [];
  const about = { answer: "How many seats do we need?", assign: "Call Norda back" };
  for (const [kind, verb] of [
    ["assign", "call.done"],
    ["answer", "call.answer"],
  ] as const) {
    const value = /"value":"(call_[0-9a-f]+)"/.exec(JSON.stringify(cards[kind].blocks))?.[1] ?? "";
    const known = workspace.ephemerals("tom").length;
    const { channel, thread: threadTs } = here;
    await forge(workspace, { user: "tom", channel, threadTs, actionId: verb, value });
    late.push(await told(workspace, "tom", known));
    expect(late.at(-1)).toMatch(/^You .* at \d\d:\d\d\. It was about /);
    expect(late.at(-1)?.toLowerCase()).toContain(about[kind].toLowerCase());
  }

  await press(workspace, here, "priya", cards.choose, "call.choose.2");
  await resultOf(workspace, here);
  const all = [...heard, ...chosen.map((one) => ({ ...one, answer: one.choice }))];
  const found = (question: string) => {
    const one = all.filter((told) => told.question.includes(question));
    return one.map(({ answer, by }) => `${by.split(" ")[0]}: ${answer}`);
  };
  expect(found("How many seats")).toEqual(["Tom: 40"]);
  expect(found("Which city")).toEqual(["Priya: Rome"]);
  expect(found("Call Norda back")).toEqual(["Tom: They take the offer."]);
  expect(found("price sheet")).toEqual([`Priya: not provided: ${reason}`]);
});
