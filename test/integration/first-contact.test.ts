import { bot, people } from "../../playground/seed/ids.js";
import type { Ephemeral } from "../../playground/workspace/types.js";
import { type House, startHouse } from "../support/house.js";
import { ask, controls, fromBot, resultOf } from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

function helpFor(user: string, known = 0): Promise<Ephemeral> {
  return house.workspace.waitFor((w) => w.ephemerals(user)[known], {
    timeoutMs: 45_000,
    what: `help for ${user}`,
  });
}

it("answers an empty mention in a thread privately, and its button starts a job in that thread", async () => {
  const { workspace } = house;
  const at = ask(workspace, "");
  const help = await helpFor("maya");
  expect(help.text).toMatch(/^Give me a goal/);
  expect(controls(help)).toEqual(["home.example"]);
  expect(fromBot(workspace, at)).toEqual([]);

  const pressed = await workspace.click({
    user: "maya",
    channel: at.channel,
    ts: help.ts,
    actionId: "home.example",
  });
  expect(pressed.acked).toBe(true);
  const result = await resultOf(workspace, at);
  expect(result.thread_ts).toBe(at.thread);
  expect(result.text).toMatch(/^Maya, /);
  expect(workspace.ephemerals("tom")).toEqual([]);
});

it("offers no button where there is no thread", async () => {
  const { workspace } = house;
  workspace.say({ user: people.leo, channel: "launch", text: `<@${bot.userId}> help` });
  const help = await helpFor("leo");
  expect(help.text).toMatch(/^Give me a goal/);
  expect(controls(help)).toEqual([]);
});
