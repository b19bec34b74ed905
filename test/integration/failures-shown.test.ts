import { people } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  cardWith,
  controls,
  fromBot,
  pinged,
  press,
  read,
  resultOf,
  seen,
  told,
} from "../support/steps.js";
import type { Spoil } from "../support/model-server.js";
import { storyScripts } from "../support/story-scripts.js";

const calm = storyScripts();
let house: House;
beforeAll(async () => {
  house = await startHouse({ scripts: storyScripts() });
});
afterEach(() => Object.assign(house.model.scripts, calm));
afterAll(() => house.stop());

it("says that the model is down, and goes on from there without repeating what is done", async () => {
  const { workspace, model, app } = house;
  model.scripts.draft = () => {
    throw new Error("down");
  };
  const asked = model.asked.length;
  const at = ask(workspace, "a brief from this thread");
  const failure = await cardWith(workspace, at, "run.retry");
  await app.outbound?.idle();
  expect(read(failure)).toMatch(/did not answer/);
  expect(read(failure)).toMatch(/done and kept/);
  expect(workspace.reactions(at.channel, at.ts).map((one) => one.name)).toEqual([
    "black_square_for_stop",
  ]);
  const roles = () => model.asked.slice(asked).map((one) => one.role);
  expect(roles().filter((role) => role === "draft")).toHaveLength(3);

  Object.assign(model.scripts, calm);
  const known = workspace.ephemerals("tom").length;
  await press(workspace, at, "tom", failure, "run.retry");
  expect(await told(workspace, "tom", known)).toMatch(/On it\. It goes on from what is done\./);
  await resultOf(workspace, at);
  await app.outbound?.idle();
  const settled = fromBot(workspace, at).find((one) => one.ts === failure.ts);
  expect(settled && read(settled)).toMatch(/stopped, not finished\.\* \*Tom tried again\*, <!date/);
  expect(controls(settled)).toEqual([]);
  expect(roles().filter((role) => role === "triage")).toHaveLength(1);
  expect(roles().filter((role) => role === "research")).toHaveLength(1);
  expect(workspace.reactions(at.channel, at.ts).map((one) => one.name)).toEqual([
    "white_check_mark",
  ]);
  expect(pinged(workspace, at)).toEqual(["maya", "maya"]);
});

it("repairs an answer of the wrong form twice, then says that it could not be used", async () => {
  const { workspace, model } = house;
  const asked = model.asked.length;
  model.scripts.check = () => ({ verdict: "perhaps" }) as never;
  const at = ask(workspace, "a brief from this thread");
  const failure = await cardWith(workspace, at, "run.retry");
  expect(read(failure)).toMatch(/could not be used/);
  expect(model.asked.slice(asked).filter((one) => one.role === "check")).toHaveLength(3);
});

it("ends with what it has at the job's cap, and says so", async () => {
  const poor = await startHouse({ file: { budgets: { perRunUsd: 0.1 } } });
  const { workspace } = poor;
  const at = ask(workspace, "a brief from this thread");
  const card = await cardWith(workspace, at, "call.choose.2");
  await press(workspace, at, "maya", card, "call.choose.2");
  const result = await seen(
    workspace,
    at,
    (m) => /budget/i.test(read(m)) && controls(m).includes("run.why"),
    "the end",
  );
  expect(read(result)).toMatch(/budget is used up/i);
  await poor.stop();
});

it.each([
  [
    "the day's",
    { perDayUsd: 0.001 },
    /Today's money for all jobs is used up/,
    /Ask again tomorrow/,
  ],
  ["its own", { perRunUsd: 0.001 }, /This job's money is used up/, /Ask for less/],
])("failed where %s money went before anything was made", async (_, budgets, whose, then) => {
  const poor = await startHouse({ file: { budgets } });
  const { workspace, app } = poor;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  if ("perRunUsd" in budgets) {
    const card = await cardWith(workspace, at, "call.choose.2");
    await press(workspace, at, "maya", card, "call.choose.2");
  }
  const end = await seen(workspace, at, (m) => /Nothing was written or posted/.test(read(m)), "it");
  expect(end.text).toMatch(/^Maya, .* stopped: /);
  for (const words of [whose, then, /stopped, not finished/]) expect(read(end)).toMatch(words);
  expect(controls(end)).toEqual([]);
  await app.outbound?.idle();
  expect(fromBot(workspace, at).flatMap(controls)).not.toContain("run.stop");
  expect(fromBot(workspace, at).map(read).join("\n")).not.toMatch(/: done\./);
  expect(workspace.reactions(at.channel, at.ts).map((one) => one.name)).toEqual([
    "black_square_for_stop",
  ]);
  await poor.stop();
});

it("gives up in plain words what fails again and again", async () => {
  const { workspace, model } = house;
  model.failNext(401, 1);
  const at = ask(workspace, "a brief from this thread");
  const failure = await cardWith(workspace, at, "run.retry");
  expect(read(failure)).toMatch(/refused/);
  expect(read(failure)).not.toMatch(/401|MODEL_|Error/);
});

it("ends the calls of the steps beside one that fails, and nothing of them is seen later", async () => {
  let bothWork = () => undefined as void;
  const both = new Promise<void>((resolve) => (bothWork = resolve));
  let hungUp = () => undefined as void;
  const beside = new Promise<void>((resolve) => (hungUp = resolve));
  const spoil: Spoil = async ({ asked, response }) => {
    if (asked.role !== "research") return false;
    if (other.model.asked.filter(({ role }) => role === "research").length === 1) {
      response.on("close", hungUp);
      bothWork();
    } else {
      await both;
      response.writeHead(401).end();
    }
    return true;
  };
  // No limit of its own ends the call in time.
  const file = { models: { silenceSeconds: 600, answerSeconds: 600 } };
  const other = await startHouse({ scripts: storyScripts(), spoil, file });
  const { workspace, app } = other;
  const at = ask(workspace, `a brief from this thread and ${workspace.origin}/pages/launch`);
  await beside;
  await cardWith(workspace, at, "run.retry");
  await app.outbound?.idle();
  expect(fromBot(workspace, at).flatMap(controls)).not.toContain("run.stop");
  await other.stop();
});
