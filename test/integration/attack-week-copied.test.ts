import { people } from "../../playground/seed/ids.js";
import { forge } from "../support/forged.js";
import { type House, startHouse } from "../support/house.js";
import { askForPost, approved, cardNow, postsIn, runOf } from "../support/posting.js";
import { valueOf } from "../support/schedule-steps.js";
import { ask, cardWith, fromBot, told } from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse({ file: { waiting: { undoSeconds: 600 } } });
});
afterAll(() => house.stop());

it("names nobody to whoever presses with an id from elsewhere", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  const value = valueOf(card, "call.approve");
  let known = workspace.ephemerals("leo").length;
  for (const actionId of ["call.remind", "call.delegate", "call.approve", "call.why"]) {
    await forge(workspace, { user: "leo", channel: "general", actionId, value });
    const answer = await told(workspace, "leo", known);
    known += 1;
    expect([actionId, answer]).toEqual([actionId, expect.stringMatching(/not there any more/)]);
    expect(answer).not.toMatch(/Priya|Maya/);
  }
});

it("says nothing of a post to whoever presses with an id from elsewhere", async () => {
  const { workspace, app } = house;
  const at = askForPost(workspace);
  const card = await approved(workspace, at);
  const value = await runOf(app, at);
  expect(value).toMatch(/^run_/);
  const before = { card: cardNow(workspace, at, card), said: fromBot(workspace, at).length };
  let known = workspace.ephemerals("leo").length;
  for (const actionId of ["run.undo", "run.takedown", "run.stop", "run.resume", "run.partial"]) {
    await forge(workspace, { user: "leo", channel: "general", actionId, value });
    const answer = await told(workspace, "leo", known);
    known += 1;
    expect([actionId, answer]).toEqual([
      actionId,
      expect.stringMatching(/not there any more|nothing to take back/),
    ]);
  }
  // The status line moves by itself; the card, the thread and the other channel stay as they were.
  expect(cardNow(workspace, at, card)).toBe(before.card);
  expect(fromBot(workspace, at)).toHaveLength(before.said);
  expect(postsIn(workspace)).toEqual([]);
});
