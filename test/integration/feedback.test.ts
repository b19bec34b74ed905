import { people } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import { ask, controls, press, resultOf, told } from "../support/steps.js";

let house: House;
afterEach(() => house.stop());

const runOf = (message: { blocks?: unknown }): string =>
  /"action_id":"run\.redo"[^}]*"value":"([^"]*)"|"value":"([^"]*)"[^}]*"action_id":"run\.redo"/
    .exec(JSON.stringify(message.blocks))
    ?.slice(1)
    .find((one) => one !== undefined) ?? "";

it("keeps what each person thinks, once and changeable, and thanks them privately", async () => {
  house = await startHouse();
  const { workspace, app } = house;
  const at = ask(workspace, "a brief from this thread");
  const result = await resultOf(workspace, at);
  const runId = runOf(result);
  await press(workspace, at, people.maya, result, "run.feedback", "good");
  expect(await told(workspace, "maya")).toMatch(/Thank you, noted as good/);
  await press(workspace, at, people.tom, result, "run.feedback", "bad");
  expect(await told(workspace, "tom")).toMatch(/Tell me in the thread what to change/);
  await press(workspace, at, people.maya, result, "run.feedback", "bad");
  expect(await told(workspace, "maya", 1)).toMatch(/not good/);
  const kept = await app.store.read.feedback.ofRun(runId);
  expect(Object.fromEntries(kept.map((one) => [one.person, one.value]))).toEqual({
    [people.maya]: "bad",
    [people.tom]: "bad",
  });
  const facts = await app.store.read.ledger.list(`run:${runId}`);
  expect(facts.filter((one) => one.kind === "feedback_given").map((one) => one.data)).toEqual([
    { value: "good" },
    { value: "bad" },
    { value: "bad" },
  ]);
  await press(workspace, at, people.sam, result, "run.feedback", "bad");
  await told(workspace, "sam");
  expect(await app.store.read.feedback.ofRun(runId)).toHaveLength(2);
});

it("offers two plain buttons where the workspace has no block for it", async () => {
  house = await startHouse({ workspace: { refuseBlockTypes: ["context_actions"] } });
  const { workspace, app } = house;
  const at = ask(workspace, "a brief from this thread");
  const result = await resultOf(workspace, at);
  expect(controls(result)).toEqual(
    expect.arrayContaining(["run.feedback.good", "run.feedback.bad"]),
  );
  await press(workspace, at, people.maya, result, "run.feedback.bad");
  expect(await told(workspace, "maya")).toMatch(/not good/);
  expect((await app.store.read.feedback.ofRun(runOf(result)))[0]?.value).toBe("bad");
});
