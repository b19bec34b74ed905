import { bot, channels, people, team } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, read, seen } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const MINUTE_MS = 60_000;
let house: House;
let ahead = 0;
beforeAll(async () => {
  const question = { name: "day", label: "Which day?", type: "date" as const };
  house = await startHouse({
    scripts: storyScripts({
      triage: () => ({
        path: "plan",
        title: "Launch brief",
        recurring: false,
        answer: "",
        questions: [{ ...question, options: [], default: "2026-12-01", hint: "", optional: false }],
      }),
    }),
    options: { clock: { now: () => new Date(Date.now() + ahead) }, sweepEveryMs: 50 },
  });
});
afterAll(() => house.stop());

/** What the bot said to somebody directly. */
const direct = (user: string) =>
  house.workspace
    .messages(house.workspace.openDm(user))
    .filter((message) => message.bot_id === bot.botId)
    .map(read);

/** Looks until it is so; nothing in the workspace shows it. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

it("ends a job whose channel is gone, and says so to who asked", async () => {
  const { workspace, model } = house;
  const release = model.hold();
  const at = ask(workspace, "a brief from this thread");
  await seen(workspace, at, () => true, "the status");
  workspace.archive("launch");
  release();
  await workspace.waitFor(() => direct("maya").length > 0, { what: "a word to Maya" });
  expect(direct("maya").join("\n")).toMatch(/comes directly/);

  // Nobody could see the question, and silence goes on with what is filled in.
  const { read: rows } = house.app.store;
  const runId = (await rows.requests.byMessage(team.id, channels.launch, at.ts))?.runId ?? "";
  await until(async () => (await rows.calls.ofRun(runId)).length > 0);
  ahead += 24 * 60 * MINUTE_MS;
  await until(async () => (await rows.runs.get(runId))?.status === "completed");
  // The word about it, the question, and the result, which a sweep may bring.
  await workspace.waitFor(() => direct("maya").length >= 3, { what: "the result for Maya" });
  await house.app.outbound?.idle();
  expect(direct("maya")).toHaveLength(3);
});

it("answers a click directly where it cannot be answered in place", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`, {
    channel: "general",
  });
  const card = await cardWith(workspace, at, "call.answer.defaults");
  workspace.remove({ user: "fermata", channel: "general" });
  const pressed = { channel: "general", ts: card.ts, actionId: "call.answer.defaults" };
  await workspace.click({ user: "leo", ...pressed });
  await workspace.waitFor(() => direct("leo").length > 0, { what: "a word to Leo" });
  expect(direct("leo").join("\n")).toMatch(/Only Maya can decide this/);
});
