import { people } from "../../playground/seed/ids.js";
import { assertApproved } from "../../src/runs/end/approved.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, resultOf } from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

it("delivers to the byte what was approved, and would deliver nothing else", async () => {
  const { workspace, app } = house;
  const asked = ask(workspace, "make a brief and ask Priya to approve");
  const card = await cardWith(workspace, asked, "call.approve");
  const found = await app.store.read.requests.byMessage("T0ACME0001", "C0LAUNCH01", asked.ts);
  const runId = found?.runId ?? "";
  const [call] = await app.store.read.calls.ofRun(runId);
  const artifactId = call?.args.fn === "approve" ? call.args.artifactId : "";
  const body = (await app.store.read.artifacts.get(artifactId))?.body ?? "";
  const check = (text: string) => app.store.transact((rows) => assertApproved(rows, runId, text));

  // Nobody has decided yet: not even the right text may go out.
  await expect(check(body)).rejects.toMatchObject({ code: "NOT_APPROVED" });
  await workspace.click({
    user: people.priya,
    channel: asked.channel,
    ts: card.ts,
    actionId: "call.approve",
  });
  await resultOf(workspace, asked);
  await expect(check(body)).resolves.toBeUndefined();
  await expect(check(`${body} `)).rejects.toMatchObject({ code: "NOT_APPROVED" });
});
