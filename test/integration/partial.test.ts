import { people } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  type Asked,
  cardWith,
  controls,
  fromBot,
  press,
  read,
  resultOf,
  seen,
  told,
} from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const calm = storyScripts();
let house: House;
beforeAll(async () => {
  house = await startHouse({ scripts: storyScripts() });
});
afterEach(() => Object.assign(house.model.scripts, calm));
afterAll(() => house.stop());

const broken = () => {
  throw new Error("down");
};

const unfinished = (at: Asked) =>
  seen(house.workspace, at, (m) => /not finished, not checked/.test(m.text), "what is there");

it("shows the last draft once, labelled, and still tries again from there", async () => {
  const { workspace, model, app } = house;
  model.scripts.check = broken;
  const at = ask(workspace, "a brief from this thread");
  const failure = await cardWith(workspace, at, "run.partial");
  await press(workspace, at, people.maya, failure, "run.partial");
  const there = await unfinished(at);
  expect(read(there)).toMatch(/Launch brief: not finished, not checked/);
  expect(read(there)).toMatch(/Atlas launches/);
  expect(controls(there)).toEqual(["run.why"]);
  const known = workspace.ephemerals("tom").length;
  await press(workspace, at, people.tom, failure, "run.partial");
  expect(await told(workspace, "tom", known)).toMatch(/shown already/);
  await app.outbound?.idle();
  const all = fromBot(workspace, at).filter((m) => /not checked/.test(m.text));
  expect(all).toHaveLength(1);
  Object.assign(model.scripts, calm);
  await press(workspace, at, people.maya, failure, "run.retry");
  expect(read(await resultOf(workspace, at))).toMatch(/Launch brief: done/);
});

it("shows the facts with their sources where there is no draft", async () => {
  const { workspace, model } = house;
  model.scripts.draft = broken;
  const at = ask(workspace, "a brief from this thread");
  const failure = await cardWith(workspace, at, "run.partial");
  await press(workspace, at, people.maya, failure, "run.partial");
  const text = read(await unfinished(at));
  expect(text).toMatch(/What was found so far/);
  expect(text).toMatch(/The launch is planned\. \[1\]/);
  expect(text).toMatch(/this thread/);
});

it("keeps a draft that wants an approval from everybody", async () => {
  const { workspace, model } = house;
  model.scripts.check = broken;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const failure = await cardWith(workspace, at, "run.partial");
  await press(workspace, at, people.maya, failure, "run.partial");
  const text = read(await unfinished(at));
  expect(text).not.toMatch(/Atlas launches\./);
  expect(text).toMatch(/The draft is shown to nobody without its approval/);
});

it("offers nothing where nothing is there, and says so to whoever presses all the same", async () => {
  const { workspace, model } = house;
  model.scripts.triage = broken;
  const at = ask(workspace, "a brief from this thread");
  const failure = await cardWith(workspace, at, "run.retry");
  expect(controls(failure)).toEqual(["run.retry"]);
});
