import { people } from "../../playground/seed/ids.js";
import type { AgentOut } from "../../src/domain/agent-io.js";
import { FormField } from "../../src/domain/form-field.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  cardWith,
  controls,
  fill,
  fromBot,
  pinged,
  press,
  read,
  resultOf,
  seen,
} from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const HOUR_MS = 3_600_000;
const clock = handClock();
const calm = storyScripts();
let house: House;
beforeAll(async () => {
  house = await startHouse({
    scripts: storyScripts(),
    workspace: { clock },
    options: { clock, sweepEveryMs: 50 },
  });
});
afterEach(() => Object.assign(house.model.scripts, calm));
afterAll(() => house.stop());

const questions = (): AgentOut<"triage"> => ({
  path: "plan",
  title: "Launch brief",
  recurring: false,
  answer: "",
  questions: [
    FormField.parse({ name: "tone", label: "Which tone?", type: "text", default: "plain" }),
    FormField.parse({ name: "length", label: "How long?", type: "text", default: "one page" }),
  ],
});

/** Two claims that disagree about the date. */
function disagreeing(): void {
  house.model.scripts.reconcile = (input) => ({
    contradictions: [
      {
        question: "Which launch date is right?",
        options: input.claims.slice(0, 2).map((claim, index) => ({
          label: index === 0 ? "Tuesday 1 December" : "Thursday 3 December",
          short: index === 0 ? "Tue 1 December" : "Thu 3 December",
          claimIds: [claim.id],
        })),
        suggestion: "Tom's message is newer, so I would take the 1st.",
        suggestedIndex: 1,
      },
    ],
  });
}

it("reminds at half time, then does not deliver, and asks again on a press", async () => {
  const { workspace, app } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  // Friday 14:00; three working days of eight hours end on Wednesday at 14:00.
  clock.forward(48 * HOUR_MS);
  await workspace.waitFor((w) => w.connected(), { what: "the weekend" });
  expect(fromBot(workspace, at)).toHaveLength(2);
  // Half of it is Tuesday at ten.
  clock.forward(45 * HOUR_MS);
  const reminder = await seen(workspace, at, (m) => /still waits/.test(m.text), "the reminder");
  expect(reminder.text).toMatch(/Priya/);
  clock.forward(28 * HOUR_MS);
  const end = await seen(
    workspace,
    at,
    (m) => /nobody answered/i.test(m.text) && m.ts > reminder.ts,
    "the end",
  );
  await app.outbound?.idle();
  expect(controls(end)).toContain("run.ask_again");
  expect(read(workspace.message(at.channel, card.ts) ?? { text: "" })).toMatch(/Nobody answered/);
  expect(pinged(workspace, at)).toEqual(["priya", "priya", "maya"]);
  expect(fromBot(workspace, at).flatMap(controls)).not.toContain("run.redo");

  await press(workspace, at, "maya", end, "run.ask_again");
  const again = await workspace.waitFor(
    (w) => fromBot(w, at).find((m) => m.ts > end.ts && controls(m).includes("call.approve")),
    { timeoutMs: 45_000, what: "the new card" },
  );
  await press(workspace, at, "priya", again, "call.approve");
  await resultOf(workspace, at);

  // The job has its result by now: another press, on the settled card as on the message, starts nothing.
  for (const [who, message] of [
    ["tom", end],
    ["maya", workspace.message(at.channel, card.ts) ?? card],
  ] as const) {
    const known = workspace.ephemerals(who).length;
    await press(workspace, at, who, message, "run.ask_again");
    const told = await workspace.waitFor((w) => w.ephemerals(who)[known], { what: "the answer" });
    expect(read(told)).toMatch(/asked again already/);
  }
});

it("goes on with the answers filled in after an hour, and says so", async () => {
  const { workspace } = house;
  house.model.scripts.triage = questions;
  const at = ask(workspace, "a brief from this thread");
  const card = await cardWith(workspace, at, "call.answer");
  expect(controls(card)).toContain("call.answer.defaults");
  await house.app.outbound?.idle();
  clock.forward(31 * 60_000);
  await seen(workspace, at, (m) => /still waits/.test(m.text), "the reminder");
  clock.forward(30 * 60_000);
  const result = await resultOf(workspace, at);
  expect(read(result)).toMatch(/Nobody answered in time; I went on with: .*plain/);
  expect(house.model.asked.findLast((one) => one.role === "draft")?.user).toContain("one page");
});

it("takes the answers of the form, and those filled in by one press", async () => {
  const { workspace, model } = house;
  model.scripts.triage = questions;
  const first = ask(workspace, "a brief from this thread");
  const form = await cardWith(workspace, first, "call.answer");
  await fill(workspace, first, "maya", form, "call.answer", { tone: "cheerful" });
  await resultOf(workspace, first);
  expect(model.asked.findLast((one) => one.role === "draft")?.user).toContain("cheerful");

  const second = ask(workspace, "a brief from this thread");
  const card = await cardWith(workspace, second, "call.answer.defaults");
  await press(workspace, second, "maya", card, "call.answer.defaults");
  await resultOf(workspace, second);
  expect(read(workspace.message("launch", card.ts) ?? { text: "" })).toMatch(/plain/);
});

it("asks which source is right, and tells the draft what was chosen", async () => {
  const { workspace, model } = house;
  disagreeing();
  const text = `a brief from this thread, check it against ${workspace.origin}/pages/launch`;
  const at = ask(workspace, text);
  const card = await cardWith(workspace, at, "call.choose.1");
  expect(card.text).toMatch(/Maya/);
  await press(workspace, at, "maya", card, "call.choose.2");
  const result = await resultOf(workspace, at);
  expect(read(result)).toMatch(/Maya chose:? Thursday 3 December/);
  expect(model.asked.findLast((one) => one.role === "draft")?.user).toContain(
    "Thursday 3 December",
  );
});

it("states both where nobody chooses in an hour", async () => {
  const { workspace } = house;
  disagreeing();
  const text = `a brief from this thread, check it against ${workspace.origin}/pages/launch`;
  const at = ask(workspace, text);
  await cardWith(workspace, at, "call.choose.1");
  await house.app.outbound?.idle();
  clock.forward(61 * 60_000);
  const result = await resultOf(workspace, at);
  expect(read(result)).toMatch(/Nobody answered in time; I went on with: both are stated/);
});
