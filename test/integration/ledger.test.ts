import { people } from "../../playground/seed/ids.js";
import { verify } from "../../src/ledger/verify.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, resultOf } from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

it("writes one sound chain a run, from the request to the result, without any text", async () => {
  const { workspace, app } = house;
  const asked = ask(workspace, "make a brief and ask Priya to approve");
  const card = await cardWith(workspace, asked, "call.approve");
  await workspace.click({
    user: people.priya,
    channel: asked.channel,
    ts: card.ts,
    actionId: "call.approve",
  });
  await resultOf(workspace, asked);
  const found = await app.store.read.requests.byMessage(
    workspace.world.state.team.id,
    "C0LAUNCH01",
    asked.ts,
  );
  const entries = await app.store.read.ledger.list(`run:${found?.runId}`);
  expect(verify(entries)).toBeNull();
  const kinds = entries.map((entry) => entry.kind);
  expect(kinds[0]).toBe("request_accepted");
  expect(kinds.at(-1)).toBe("run_completed");
  for (const kind of ["run_started", "plan_made", "draft_made", "draft_checked"] as const) {
    expect(kinds).toContain(kind);
  }
  expect(kinds.filter((kind) => kind === "call_decided")).toHaveLength(1);
  expect(JSON.stringify(entries)).not.toMatch(/Atlas|brief|approve the/);

  const tampered = entries.map((entry, index) =>
    index === 2 ? { ...entry, data: { ...entry.data, forged: true } } : entry,
  );
  expect(verify(tampered)).not.toBeNull();
});
