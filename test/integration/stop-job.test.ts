import { people } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  type Asked,
  cardWith,
  controls,
  fromBot,
  pinged,
  press,
  read,
  seen,
  told,
} from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

/** A job that waits for Priya. */
async function waiting(): Promise<Asked> {
  const at = ask(house.workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  await cardWith(house.workspace, at, "call.approve");
  return at;
}

async function stopped(at: Asked): Promise<string> {
  const message = await seen(house.workspace, at, (m) => /stopped by/i.test(m.text), "the end");
  await house.app.outbound?.idle();
  const signs = house.workspace.reactions(at.channel, at.ts).map((one) => one.name);
  expect(signs).toEqual(["black_square_for_stop"]);
  const open = fromBot(house.workspace, at).flatMap(controls);
  expect(open.filter((id) => /approve|stop/.test(id))).toEqual([]);
  return read(message);
}

it("stops by the button, says what is not done, and pings nobody but the person asked", async () => {
  const at = await waiting();
  const status = await cardWith(house.workspace, at, "run.stop");
  await press(house.workspace, at, "maya", status, "run.stop");
  const text = await stopped(at);
  expect(text).toMatch(/stopped by Maya/);
  expect(text).toMatch(/Sent outside this thread\*: nothing/);
  expect(pinged(house.workspace, at)).toEqual(["priya"]);
});

it("stops by the word, also when somebody says it who decides in the job", async () => {
  const at = await waiting();
  const { workspace } = house;
  workspace.say({ user: "priya", channel: "launch", threadTs: at.thread, text: "Stop, please." });
  expect(await stopped(at)).toMatch(/stopped by Priya/);
});

it("stops while the model works, and asks it for nothing more", async () => {
  const { workspace, model } = house;
  const release = model.hold();
  const before = model.asked.length;
  const asked = new Promise<void>((resolve) => {
    const end = model.onMoment(() => {
      end();
      resolve();
    });
  });
  const at = ask(workspace, "a brief from this thread");
  await asked;
  workspace.say({ user: "maya", channel: "launch", threadTs: at.thread, text: "stop" });
  await stopped(at);
  release();
  expect(model.asked.length).toBe(before + 1);
});

it("goes on when a stranger to the job presses Stop, and tells only that person", async () => {
  const at = await waiting();
  const { workspace, app } = house;
  const status = await cardWith(workspace, at, "run.stop");
  await press(workspace, at, "leo", status, "run.stop");
  expect(await told(workspace, "leo")).toMatch(/Only Maya or somebody who decides/);
  // The word of a bystander is a bystander's word: nothing happens at all.
  workspace.say({ user: "leo", channel: "launch", threadTs: at.thread, text: "stop" });
  await press(workspace, at, "sam", status, "run.stop");
  expect(await told(workspace, "sam")).toMatch(/It goes on/);
  await app.outbound?.idle();
  expect(workspace.ephemerals("leo")).toHaveLength(1);
  expect(controls(await cardWith(workspace, at, "call.approve"))).toContain("call.approve");
});

it("says privately that there is nothing to stop any more", async () => {
  const at = await waiting();
  const { workspace } = house;
  const status = await cardWith(workspace, at, "run.stop");
  const known = workspace.ephemerals("maya").length;
  const presses = [1, 2].map(() => press(workspace, at, "maya", status, "run.stop"));
  await Promise.all(presses);
  await stopped(at);
  expect(await told(workspace, "maya", known)).toMatch(/already (ended|stopping)/);
});

it("stops from the menu of a card, asking whoever may once more", async () => {
  const { workspace } = house;
  const at = await waiting();
  const card = await cardWith(workspace, at, "call.approve");
  const id = /"value":"(call_[0-9a-f]+)"/.exec(JSON.stringify(card.blocks))?.[1] ?? "";
  const known = workspace.ephemerals("leo").length;
  await press(workspace, at, "leo", card, "card.more", `stop:${id}`);
  expect(await told(workspace, "leo", known)).toMatch(/^Only Maya or somebody who decides/);
  const open = workspace.views("priya").length;
  await press(workspace, at, "priya", card, "card.more", `stop:${id}`);
  const form = await workspace.waitFor((w) => w.views("priya")[open], { what: "the question" });
  expect(read({ text: "", blocks: form.blocks })).toContain("Nothing is posted");
  expect(controls(await cardWith(workspace, at, "call.approve"))).toContain("call.approve");
  await workspace.submit({ user: "priya", viewId: form.id, values: {} });
  expect(await stopped(at)).toMatch(/stopped by Priya/);
});
