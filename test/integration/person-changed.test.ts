import { people } from "../../playground/seed/ids.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, controls, press, told } from "../support/steps.js";

const clock = handClock();
let house: House;
beforeEach(async () => {
  house = await startHouse({ workspace: { clock }, options: { clock, sweepEveryMs: 50 } });
});
afterEach(() => house.stop());

it("refuses a plain yes of somebody who became a guest a moment ago", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  workspace.changePerson("priya", { isGuest: true });
  clock.forward(11_000);
  await press(workspace, at, "priya", card, "call.approve");
  expect(await told(workspace, "priya")).toMatch(/can decide this\. Nothing was changed\./);
  expect(controls(workspace.message(at.channel, card.ts))).toContain("call.approve");
});

it("takes the yes of somebody it knows while Slack does not say who they are", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  clock.forward(11_000);
  workspace.faults.add({ method: "users.info", kind: "503", times: 20 });
  await press(workspace, at, "priya", card, "call.approve");
  await cardWith(workspace, at, "run.redo");
});
