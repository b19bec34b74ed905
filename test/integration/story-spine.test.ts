import { people, bot } from "../../playground/seed/ids.js";
import { launchThread } from "../support/places.js";
import { type House, startHouse } from "../support/house.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

it("takes a goal from a thread to an approved result", async () => {
  const { workspace } = house;
  const thread = launchThread(workspace);
  const asked = workspace.say({
    user: people.maya,
    channel: "launch",
    threadTs: thread,
    text: `<@${bot.userId}> turn this thread into a one-page launch brief, check it against ${workspace.origin}/pages/launch, and ask Priya to approve`,
  });
  const card = await workspace.waitFor(
    (w) =>
      w
        .messages("launch", thread)
        .find((m) => JSON.stringify(m.blocks ?? []).includes("call.approve")),
    { timeoutMs: 45_000, what: "the approval card" },
  );
  expect(card.text).toMatch(/Priya, approve/);
  await workspace.click({
    user: people.priya,
    channel: "launch",
    ts: card.ts,
    actionId: "call.approve",
  });
  const result = await workspace.waitFor(
    (w) =>
      w.messages("launch", thread).find((m) => JSON.stringify(m.blocks ?? []).includes("run.redo")),
    { timeoutMs: 45_000, what: "the result" },
  );
  expect(result.text).toMatch(/Maya/);
  await house.app.outbound?.idle();
  expect(workspace.reactions("launch", asked).map((r) => r.name)).toEqual(["white_check_mark"]);
});
