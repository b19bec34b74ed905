import { people } from "../../playground/seed/ids.js";
import { forge } from "../support/forged.js";
import { type House, startHouse } from "../support/house.js";
import { valueOf } from "../support/schedule-steps.js";
import { ask, cardWith } from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

it("decides nothing in Home by a form that carries somebody else's question", async () => {
  const { workspace, app } = house;
  workspace.openHome(people.priya);
  const toms = ask(workspace, `a brief from this thread; ask <@${people.tom}> to approve`);
  const callId = valueOf(await cardWith(workspace, toms, "call.approve"), "call.approve");
  const hers = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const ownId = valueOf(await cardWith(workspace, hers, "call.approve"), "call.approve");
  const home = await workspace.waitFor(
    (w) => {
      const now = w.home(people.priya);
      return JSON.stringify(now?.blocks ?? []).includes("home.decide") ? now : undefined;
    },
    { timeoutMs: 45_000, what: "Home with what waits" },
  );
  await workspace.click({ user: "priya", viewId: home.id, actionId: "home.decide" });
  const form = await workspace.waitFor((w) => w.views("priya").at(-1), { what: "the form" });
  Object.assign(form, { private_metadata: callId });
  const live = workspace.world.stacks.get(people.priya)?.at(-1);
  if (live) Object.assign(live, { private_metadata: callId });
  await workspace.submit({ user: "priya", viewId: form.id, values: { choice: "approve" } });
  await app.outbound?.idle();
  for (const id of [callId, ownId]) {
    expect(await app.store.read.calls.get(id)).toMatchObject({ status: "open" });
  }
});

it("turns to no page that does not exist", async () => {
  const { workspace } = house;
  for (const value of [
    "calls:99999999999",
    "calls:-1",
    "calls:1.5",
    "jobs:",
    "x:1",
    "__proto__:2",
    "",
  ]) {
    const { acked } = await forge(workspace, {
      user: "priya",
      channel: "launch",
      actionId: "home.page",
      value,
    });
    expect([value, acked]).toEqual([value, true]);
  }
  await forge(workspace, {
    user: "priya",
    channel: "launch",
    actionId: "home.page",
    value: "calls:9999",
  });
  await workspace.waitFor(
    (w) => JSON.stringify(w.home(people.priya)?.blocks ?? []).includes("home.decide"),
    { timeoutMs: 45_000, what: "the last page" },
  );
});
