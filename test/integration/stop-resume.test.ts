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

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

async function stop(at: Asked, user: string = people.maya) {
  const status = await cardWith(house.workspace, at, "run.stop");
  await press(house.workspace, at, user, status, "run.stop");
  const end = await cardWith(house.workspace, at, "run.resume");
  await house.app.outbound?.idle();
  return end;
}

const signs = (at: Asked) => house.workspace.reactions(at.channel, at.ts).map((one) => one.name);

it("asks the same question again when a stopped job goes on, and ends as if nothing had been", async () => {
  const { workspace, app, model } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  const end = await stop(at);
  expect(read(end)).toMatch(/stopped by Maya/);
  expect(controls(end)).toEqual(["run.resume", "run.why"]);
  const asked = model.asked.length;
  await press(workspace, at, people.maya, end, "run.resume");
  const again = await seen(
    workspace,
    at,
    (m) => m.ts === card.ts && controls(m).includes("call.approve"),
    "the card with its buttons",
  );
  await app.outbound?.idle();
  expect(signs(at)).toEqual(["eyes"]);
  const settled = fromBot(workspace, at).find((m) => m.ts === end.ts);
  expect(read(settled ?? end)).toMatch(/Maya went on with it/);
  expect(controls(settled)).toEqual(["run.why"]);
  await press(workspace, at, people.priya, again, "call.approve");
  expect(read(await resultOf(workspace, at))).toMatch(/Approved by Priya/);
  await app.outbound?.idle();
  expect(signs(at)).toEqual(["white_check_mark"]);
  // What was done before the stop was kept: no model was asked again.
  expect(model.asked.length).toBe(asked);
});

it("goes on in the middle of the work, without paying twice for what is done", async () => {
  const { workspace, model, app } = house;
  const before = model.asked.length;
  let release = () => undefined as void;
  const drafting = new Promise<void>((resolve) => {
    const end = model.onMoment(() => {
      const last = model.asked.at(-1);
      if (last?.role === "research" && last.answered) release = model.hold();
      if (last?.role !== "draft" || last.answered) return;
      end();
      resolve();
    });
  });
  const at = ask(workspace, "a brief from this thread");
  await drafting;
  const end = await stop(at);
  release();
  expect(read(end)).toMatch(/\*Done\*: .*\n\*Not done\*: /);
  await press(workspace, at, people.maya, end, "run.resume");
  await resultOf(workspace, at);
  await app.outbound?.idle();
  const roles = model.asked.slice(before).map((one) => one.role);
  expect(roles.filter((role) => role === "triage")).toHaveLength(1);
  expect(roles.filter((role) => role === "research")).toHaveLength(1);
});

it("says a second stop in a message of its own", async () => {
  const { workspace, app } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  await cardWith(workspace, at, "call.approve");
  const first = await stop(at);
  await press(workspace, at, people.priya, first, "run.resume");
  await cardWith(workspace, at, "call.approve");
  const second = await stop(at, people.priya);
  expect(second.ts).not.toBe(first.ts);
  await app.outbound?.idle();
  expect(signs(at)).toEqual(["black_square_for_stop"]);
});

it("is for those who may stop it, and is said privately when it is too late", async () => {
  const { workspace, app } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  await cardWith(workspace, at, "call.approve");
  const end = await stop(at);
  await press(workspace, at, people.leo, end, "run.resume");
  expect(await told(workspace, "leo")).toMatch(/It stays stopped/);
  const known = workspace.ephemerals("maya").length;
  await Promise.all([1, 2].map(() => press(workspace, at, people.maya, end, "run.resume")));
  expect(await told(workspace, "maya", known)).toMatch(/already going on/);
  await cardWith(workspace, at, "call.approve");
  await app.outbound?.idle();
});
