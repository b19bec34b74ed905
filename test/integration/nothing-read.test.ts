import { type House, startHouse } from "../support/house.js";
import { bot, people } from "../../playground/seed/ids.js";
import { controls, read } from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

it("calls a job for which nothing could be read not done, and says what could not be read", async () => {
  const { workspace, app } = house;
  const ts = workspace.say({
    user: people.maya,
    channel: "launch",
    text: `<@${bot.userId}> sum up http://10.0.0.1/plans`,
  });
  const message = await workspace.waitFor(
    (w) => w.messages("launch", ts).find((one) => read(one).includes("Nothing could be read")),
    { timeoutMs: 45_000, what: "the end" },
  );
  expect(read(message)).toMatch(/stopped, not finished/);
  expect(read(message)).toContain("10.0.0.1/plans");
  expect(controls(message)).toEqual([]);
  await app.outbound?.idle();
  expect(workspace.reactions("launch", ts).map((one) => one.name)).toEqual([
    "black_square_for_stop",
  ]);
  const found = await app.store.read.requests.byMessage("T0ACME0001", "C0LAUNCH01", ts);
  expect(await app.store.transact((rows) => rows.runs.retry(found?.runId ?? ""))).toBe(false);
  expect(
    workspace
      .messages("launch", ts)
      .map((one) => read(one))
      .join("\n"),
  ).not.toMatch(/: done\./);
});
