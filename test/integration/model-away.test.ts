import { type House, startHouse } from "../support/house.js";
import type { Spoil } from "../support/model-server.js";
import {
  ask,
  type Asked,
  cardWith,
  fromBot,
  press,
  read,
  resultOf,
  seen,
} from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const calm = storyScripts();
const down = () => {
  throw new Error("down");
};
const AWAY = /The model service does not answer\. I keep trying for up to (?:a minute|10 minutes);/;

/** The one status of a job that waits for the model. */
const away = ({ workspace }: House, at: Asked) =>
  seen(workspace, at, (m) => AWAY.test(read(m)), "that the model is away");

const rolesSince = (house: House, from: number) => house.model.asked.slice(from).map((a) => a.role);

/** The run behind a message with a button that carries its id. */
async function runOf(house: House, message: { blocks?: unknown }) {
  const id = /"run\.\w+","value":"(\w+)"/.exec(
    JSON.stringify(message.blocks, (_, value: unknown) => {
      if (typeof value !== "object" || value === null || !("action_id" in value)) return value;
      const { action_id, value: carried } = value as { action_id: unknown; value: unknown };
      return { action_id, value: carried };
    }),
  )?.[1];
  const run = await house.app.store.read.runs.get(id ?? "");
  if (!run) throw new Error("No run behind this message.");
  return run;
}

describe("a model that is away", () => {
  let house: House;
  beforeAll(async () => {
    const file = { models: { patienceMinutes: 10 } };
    house = await startHouse({ scripts: storyScripts(), file });
  });
  afterEach(() => Object.assign(house.model.scripts, calm));
  afterAll(() => house.stop());

  it("is waited for in the one status, holds up nobody else, and fails nothing", async () => {
    const { workspace, model, app } = house;
    model.scripts.draft = down;
    const from = model.asked.length;
    const at = ask(workspace, "a brief from this thread");
    const status = await away(house, at);
    await app.outbound?.idle();
    expect(await runOf(house, status)).toMatchObject({ status: "queued", attempts: 0 });
    expect(rolesSince(house, from).filter((role) => role === "draft")).toHaveLength(3);

    Object.assign(model.scripts, calm);
    await resultOf(workspace, at);
    await app.outbound?.idle();
    const messages = fromBot(workspace, at);
    expect(messages.map(read).filter((text) => AWAY.test(text))).toEqual([]);
    expect(messages.filter((one) => one.ts === status.ts)).toHaveLength(1);
    expect(messages).toHaveLength(2);
    const roles = rolesSince(house, from);
    expect(roles.filter((role) => role === "triage" || role === "research")).toHaveLength(2);
    expect(roles.filter((role) => role === "draft")).toHaveLength(4);
  });

  it("is not waited for by a job that somebody stops", async () => {
    const { workspace, model } = house;
    model.scripts.triage = down;
    const at = ask(workspace, "a brief from this thread");
    const status = await away(house, at);
    const { id } = await runOf(house, status);
    await press(workspace, at, "maya", status, "run.stop");
    await seen(workspace, at, (m) => /stopped by Maya/i.test(read(m)), "the end");
    expect((await house.app.store.read.runs.get(id))?.status).toBe("cancelled");
  });
});

it("fails visibly when the patience is over, and goes on by Try again", async () => {
  const house = await startHouse({
    scripts: storyScripts(),
    file: { models: { patienceMinutes: 0.25 } },
  });
  const { workspace, model } = house;
  model.scripts.draft = down;
  const at = ask(workspace, "a brief from this thread");
  await away(house, at);
  const failure = await cardWith(workspace, at, "run.retry");
  expect(read(failure)).toMatch(/The model service did not answer\..*done and kept/s);
  Object.assign(model.scripts, calm);
  await press(workspace, at, "maya", failure, "run.retry");
  await resultOf(workspace, at);
  await house.stop();
});

it("says no minutes that it did not wait, where the model asks for more time than it has", async () => {
  const spoil: Spoil = ({ response }) => {
    response.writeHead(429, { "retry-after": "3600" }).end();
    return true;
  };
  const file = { models: { patienceMinutes: 1 } };
  const house = await startHouse({ scripts: storyScripts(), file, spoil });
  const at = ask(house.workspace, "a brief from this thread");
  const failure = await cardWith(house.workspace, at, "run.retry");
  expect(read(failure)).toMatch(/The model service did not answer\./);
  await house.stop();
});

it("says in the result which model stood in for which", async () => {
  const house = await startHouse({
    scripts: storyScripts(),
    file: { models: { patienceMinutes: 10, fallback: { strong: "gpt-4.1" } } },
  });
  const { workspace, model, app } = house;
  const stop = model.onMoment(() => {
    if (model.asked.at(-1)?.role === "draft") {
      stop();
      model.failNext(503, 5);
    }
  });
  const at = ask(workspace, "a brief from this thread");
  const result = await resultOf(workspace, at);
  expect(read(result)).toContain(
    "Part of this was written by gpt-4.1, because gpt-5 did not answer.",
  );
  const { id } = await runOf(house, result);
  expect(await app.store.transact((rows) => rows.spend.standIns(id))).toEqual([
    { model: "gpt-4.1", insteadOf: "gpt-5" },
  ]);
  await house.stop();
});
