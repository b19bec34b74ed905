import { people } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import { PlannedTask } from "../../src/domain/task.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  type Asked,
  cardWith,
  controls,
  press,
  read,
  resultOf,
  seen,
  told,
} from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const DAY_MS = 24 * 3_600_000;
const asks = [
  { fn: "choose", who: "Priya", what: "Which city comes first?", items: ["Berlin", "Rome"] },
  { fn: "provide", who: "Tom", what: "the price sheet", items: ["csv"] },
];
const calm = storyScripts({
  plan: (input) => {
    const plan = storyScripts().plan?.(input) ?? { tasks: [], criteria: [], estimateMinutes: 1 };
    const more = asks.map((one, n) =>
      PlannedTask.parse({ id: `a${n + 1}`, title: `Ask ${n + 1}`, kind: "ask", ...one }),
    );
    return { ...plan, tasks: [...plan.tasks, ...more] };
  },
});

const clock = handClock();
let house: House;
beforeAll(async () => {
  house = await startHouse({
    scripts: { ...calm },
    workspace: { clock },
    options: { clock, sweepEveryMs: 50 },
  });
});
afterEach(() => Object.assign(house.model.scripts, calm));
afterAll(() => house.stop());

/** A job that asked two people, failed on what one of them gave, and still asks the other. */
async function failed(): Promise<{ at: Asked; card: Message; failure: Message }> {
  const { workspace, model } = house;
  const at = ask(
    workspace,
    `a launch brief; <@${people.tom}> has the prices, <@${people.priya}> knows the city`,
  );
  const card = await cardWith(workspace, at, "call.choose.1");
  const provide = await cardWith(workspace, at, "call.provide");
  await seen(workspace, at, (m) => /Waiting for .* since/.test(read(m)), "the job to wait");
  model.scripts.research = () => {
    throw new Error("down");
  };
  const open = workspace.views("tom").length;
  await press(workspace, at, "tom", provide, "call.provide");
  const form = await workspace.waitFor((w) => w.views("tom")[open], { what: "the form" });
  const content = "Plan,Price\nBasic,19\n";
  const file = workspace.upload({ user: people.tom, name: "prices.csv", content });
  const sent = await workspace.submit({ user: "tom", viewId: form.id, values: { file: [file] } });
  expect(sent).toMatchObject({ ok: true });
  const failure = await cardWith(workspace, at, "run.retry");
  Object.assign(model.scripts, calm);
  return { at, card, failure };
}

it("takes an answer after the time on the card, while the job has failed", async () => {
  const { workspace } = house;
  const { at, card, failure } = await failed();
  clock.forward(7 * DAY_MS);
  const known = workspace.ephemerals("priya").length;
  await press(workspace, at, "priya", card, "call.choose.2");
  expect(await told(workspace, "priya", known)).toMatch(
    /Your answer is kept\. This job has stopped; it goes on when somebody presses “Try again”/,
  );
  await seen(workspace, at, (m) => /Priya chose .*Rome/.test(read(m)), "the answer on the card");
  expect(controls(workspace.message(at.channel, card.ts))).not.toContain("call.choose.2");
  await press(workspace, at, "maya", failure, "run.retry");
  await resultOf(workspace, at);
});
