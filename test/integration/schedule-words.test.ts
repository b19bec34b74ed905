import { people } from "../../playground/seed/ids.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import { FRIDAY_14 } from "../support/schedule-steps.js";
import { ask, cardWith, fromBot, read, resultOf, told } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const clock = handClock(FRIDAY_14);
let house: House;
beforeAll(async () => {
  house = await startHouse({ workspace: { clock }, options: { clock, sweepEveryMs: 50 } });
});
afterAll(() => house.stop());

const recurring = {
  triage: () => ({
    path: "plan" as const,
    title: "Launch brief",
    recurring: true,
    answer: "",
    questions: [],
  }),
};

it("is read by a model where the rules do not understand, and confirmed like any other", async () => {
  const { workspace, model } = house;
  Object.assign(model.scripts, recurring, {
    schedule: () => ({ cron: "0 10 * * 1#1", goal: "a brief of this thread" }),
  });
  const at = ask(workspace, "once a month, when it begins, a brief of this thread");
  const card = await cardWith(workspace, at, "schedule.confirm");
  expect(read(card)).toContain("at 10:00, on the first Monday of the month, Berlin time?");
  expect(read(card)).toContain("Mon 7 Dec, Mon 4 Jan, Mon 1 Feb, each at 10:00");
  await house.app.outbound?.idle();
  expect(fromBot(workspace, at).some((one) => read(one).includes("run.redo"))).toBe(false);
  expect(workspace.reactions(at.channel, at.ts)).toEqual([]);
});

it.each([
  ["nothing", ""],
  ["what never comes", "0 9 31 2 *"],
  ["what comes too often", "* * * * *"],
])("is done once, with how to say it, where the model reads %s", async (_, cron) => {
  const { workspace, model } = house;
  Object.assign(model.scripts, storyScripts(), recurring, {
    schedule: () => ({ cron, goal: "a brief" }),
  });
  const at = ask(workspace, "regularly, a brief of this thread");
  const result = await resultOf(workspace, at);
  expect(read(result)).toContain("say when, such as “every Friday at 14:00”");
});

it("refuses what comes too often, and proposes nothing for somebody who may not start jobs", async () => {
  const { workspace } = house;
  const known = workspace.ephemerals("maya").length;
  ask(workspace, "every 5 minutes a brief of this thread");
  expect(await told(workspace, "maya", known)).toContain("Every 15 minutes is as often as it goes");
  const at = ask(workspace, "every Friday at 9 a brief of this thread", { user: people.sam });
  expect(await told(workspace, "sam")).toContain("Guests cannot do this");
  expect(fromBot(workspace, at)).toEqual([]);
});
