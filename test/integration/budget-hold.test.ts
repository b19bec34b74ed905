import { people } from "../../playground/seed/ids.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  type Asked,
  cardWith,
  controls,
  fromBot,
  held,
  press,
  read,
  seen,
} from "../support/steps.js";

let house: House;
afterEach(() => house.stop());

const poor = { file: { budgets: { perRunUsd: 0.05 } } };

async function runOf(at: Asked) {
  const found = await house.app.store.read.requests.byMessage(
    house.workspace.world.state.team.id,
    house.workspace.world.state.channels.find((one) => one.name === at.channel)?.id ?? "",
    at.ts,
  );
  const run = await house.app.store.read.runs.get(found?.runId ?? "");
  if (!run) throw new Error("There is no run.");
  return run;
}

/** Says yes until there is a result; gives how often. */
async function payUntilDone(at: Asked): Promise<number> {
  const { workspace } = house;
  for (let paid = 0; ; paid += 1) {
    const next = await workspace.waitFor(
      (w) =>
        fromBot(w, at).findLast((m) =>
          controls(m).some((id) => id === "call.choose.1" || id === "run.redo"),
        ),
      { timeoutMs: 45_000, what: "a card about money or the result" },
    );
    if (controls(next).includes("run.redo")) return paid;
    await press(workspace, at, people.maya, next, "call.choose.1");
    await seen(
      workspace,
      at,
      (m) => m.ts === next.ts && !controls(m).includes("call.choose.1"),
      "the settled card",
    );
  }
}

it("asks at the cap, spends nothing while it waits, and goes on with more", async () => {
  house = await startHouse(poor);
  const { workspace, app, model } = house;
  const at = ask(workspace, "a brief from this thread");
  const card = await cardWith(workspace, at, "call.choose.1");
  await held(house, at);
  expect(read(card)).toMatch(/has used its \$0\.05/);
  expect(read(card)).toMatch(/Done: .*\nLeft: /);
  expect(read(card)).toMatch(/Nothing is spent while it waits/);
  expect(controls(card)).toEqual(["card.more", "call.choose.1", "call.choose.2", "call.choose.3"]);
  const asked = model.asked.length;
  const waiting = await runOf(at);
  expect(waiting).toMatchObject({ status: "waiting", reservedUsd: 0, capUsd: 0.05 });
  await app.rooms.sweep();
  expect(model.asked.length).toBe(asked);

  const paid = await payUntilDone(at);
  await app.outbound?.idle();
  const done = await runOf(at);
  expect(done).toMatchObject({ status: "completed", endReason: "delivered", reservedUsd: 0 });
  expect(done.capUsd).toBeGreaterThan(0.05);
  expect(done.spentUsd).toBeLessThanOrEqual(done.capUsd);
  const facts = (await app.store.read.ledger.list(`run:${done.id}`)).map((one) => one.kind);
  expect(facts.filter((kind) => kind === "budget_raised")).toHaveLength(paid);
  // Every step asked the model once: what was paid for before is not paid again.
  expect(new Set(model.asked.map((one) => one.user)).size).toBe(model.asked.length);
});

it("raises the cap once, whoever presses how often", async () => {
  house = await startHouse(poor);
  const { workspace, app } = house;
  const at = ask(workspace, "a brief from this thread");
  const card = await cardWith(workspace, at, "call.choose.1");
  const before = (await runOf(at)).capUsd;
  await press(workspace, at, people.tom, card, "call.choose.1");
  expect((await runOf(at)).capUsd).toBe(before);
  await Promise.all([1, 2, 3].map(() => press(workspace, at, people.maya, card, "call.choose.1")));
  await seen(
    workspace,
    at,
    (m) => m.ts === card.ts && !controls(m).includes("call.choose.1"),
    "it",
  );
  await app.outbound?.idle();
  const calls = await app.store.read.calls.ofRun((await runOf(at)).id);
  const args = calls[0]?.args;
  expect(args?.fn === "choose" && args.budget?.raiseToUsd).toBe((await runOf(at)).capUsd);
});

it("finishes with what is there when nobody answers", async () => {
  const clock = handClock();
  // Enough to read, not enough to write.
  const file = { budgets: { perRunUsd: 0.1 } };
  house = await startHouse({ file, options: { clock } });
  const { workspace, app } = house;
  const at = ask(workspace, "a brief from this thread");
  const card = await cardWith(workspace, at, "call.choose.1");
  await app.outbound?.idle();
  clock.forward(3 * 3_600_000);
  await app.rooms.sweep();
  const end = await seen(workspace, at, (m) => controls(m).includes("run.redo"), "the end");
  expect(read(end)).toMatch(/budget is used up/i);
  expect(read(end)).toMatch(/budget of \$0\.10 was used up/);
  await app.outbound?.idle();
  const settled = fromBot(workspace, at).find((m) => m.ts === card.ts);
  expect(read(settled ?? card)).toMatch(/Nobody answered.*\n?.*Finish with what we have/);
});

it("stops there when the requester says so, and nothing more is asked of the model", async () => {
  house = await startHouse(poor);
  const { workspace, app, model } = house;
  const at = ask(workspace, "a brief from this thread");
  const card = await cardWith(workspace, at, "call.choose.3");
  await held(house, at);
  const asked = model.asked.length;
  await press(workspace, at, people.maya, card, "call.choose.3");
  const end = await seen(workspace, at, (m) => /stopped by/i.test(m.text), "the end");
  expect(read(end)).toMatch(/stopped by Maya/i);
  await app.outbound?.idle();
  expect(model.asked.length).toBe(asked);
  expect(await runOf(at)).toMatchObject({ status: "cancelled", endReason: "stopped" });
});
