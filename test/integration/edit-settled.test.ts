import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, read, resultOf } from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

it("shows on the settled card what an edit changed", async () => {
  const { workspace } = house;
  const at = ask(workspace, "a brief from this thread, and ask Priya to approve");
  const card = await cardWith(workspace, at, "call.edit");
  await workspace.click({
    user: "priya",
    channel: at.channel,
    ts: card.ts,
    actionId: "call.edit",
  });
  const form = await workspace.waitFor((w) => w.views("priya").at(-1), { what: "the form" });
  const input = form.blocks.find((block) => block["block_id"] === "text");
  const text = String((input?.["element"] as { initial_value?: unknown })?.initial_value);
  const edited = text.replace("is planned", "is certain");
  expect(edited).not.toBe(text);
  await workspace.submit({ user: "priya", viewId: form.id, values: { text: edited } });
  await resultOf(workspace, at);
  await house.app.outbound?.idle();
  const settled = workspace.message(at.channel, card.ts);
  expect(settled?.text).toBe("Launch brief: approved by Priya with one edit.");
  expect(settled && read(settled)).toContain("The launch is ~planned.~ certain. [1]");
});
