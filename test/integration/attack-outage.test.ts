import type { Message } from "../../playground/workspace/types.js";
import { type House, startHouse } from "../support/house.js";
import { people } from "../../playground/seed/ids.js";
import { type Asked, ask, cardWith, fromBot, read, resultOf } from "../support/steps.js";

const HOUR_MS = 3_600_000;
let house: House;
let ahead = 0;
beforeAll(async () => {
  house = await startHouse({
    options: { clock: { now: () => new Date(Date.now() + ahead) }, sweepEveryMs: 30 },
  });
});
afterAll(() => house.stop());

/** A card that waits for Priya, of whom we will have heard nothing for longer than an hour. */
async function waiting(): Promise<{ at: Asked; card: Message }> {
  const at = ask(house.workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(house.workspace, at, "call.approve");
  await house.app.outbound?.idle();
  ahead += 2 * HOUR_MS;
  return { at, card };
}

const lookUps = () => house.workspace.calls.filter((call) => call.method === "users.info").length;

it("keeps a click for as long as Slack cannot say who it was", async () => {
  const { workspace } = house;
  const { at, card } = await waiting();
  workspace.faults.add({ method: "users.info", kind: "500", times: 20 });
  const before = lookUps();
  const where = { channel: at.channel, ts: card.ts, actionId: "call.approve" };
  const pressed = await workspace.click({ user: "priya", ...where });
  expect(pressed.acked).toBe(true);
  // Clicks of the last seconds are left to whoever took them.
  ahead += 10_000;
  await resultOf(workspace, at);
  expect(lookUps() - before).toBeGreaterThan(20);
  expect(workspace.ephemerals("priya")).toEqual([]);
});

it("answers a press on a form when Slack cannot say who it was", async () => {
  const { workspace } = house;
  const { at, card } = await waiting();
  workspace.faults.add({ method: "users.info", kind: "500", times: 2 });
  const where = { channel: at.channel, ts: card.ts };
  await workspace.click({ user: "priya", ...where, actionId: "call.reject" });
  await workspace.waitFor((w) => w.ephemerals("priya").some((one) => /try again/.test(read(one))), {
    what: "a private answer",
  });
  await workspace.click({ user: "priya", ...where, actionId: "call.reject" });
  const form = await workspace.waitFor((w) => w.views("priya").at(-1), { what: "the form" });
  await workspace.submit({ user: "priya", viewId: form.id, values: { reason: "No." } });
  await workspace.waitFor(
    (w) => fromBot(w, at).some((one) => /rejected by Priya/i.test(one.text)),
    {
      what: "the end",
    },
  );
});
