import { people } from "../../playground/seed/ids.js";
import type { Fault } from "../../playground/workspace/faults.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { type House, startHouse } from "../support/house.js";
import { ask, type Asked, cardWith, controls, fromBot, read, resultOf } from "../support/steps.js";

let house: House;
afterEach(() => house.stop());

/** Asks, approves, and waits for the result. */
async function story(workspace: Workspace): Promise<{ at: Asked; cardTs: string }> {
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const { ts } = await cardWith(workspace, at, "call.approve");
  await workspace.click({ user: "priya", channel: at.channel, ts, actionId: "call.approve" });
  await resultOf(workspace, at);
  return { at, cardTs: ts };
}

const outcomes = (workspace: Workspace, method: string) =>
  workspace.calls.filter((call) => call.method === method).map((call) => call.outcome);

it("says small print as plain text where its block is refused, and remembers it", async () => {
  house = await startHouse({ workspace: { refuseBlockTypes: ["context"] } });
  const { workspace } = house;
  const { at } = await story(workspace);
  await house.app.outbound?.idle();
  const [status, card, result] = fromBot(workspace, at);
  expect(fromBot(workspace, at)).toHaveLength(3);
  expect(status?.text).toMatch(/^Launch brief: done/);
  expect(card && read(card)).toContain("Checked: ");
  expect(result && read(result)).toMatch(/\$\d\.\d\d · .* of work/);
  expect(JSON.stringify(fromBot(workspace, at))).not.toContain('"type":"context"');
  const refused = workspace.calls.filter((call) => call.outcome === "invalid_blocks");
  expect(refused).toHaveLength(1);
});

it("goes on posting while Slack asks to wait with changes", async () => {
  house = await startHouse();
  const { workspace } = house;
  // Longer than the test: no change may come in the meantime.
  workspace.faults.add({ method: "chat.update", kind: "429", retryAfterS: 600 });
  const { at } = await story(workspace);
  // A change that was already on its way when Slack refused may still arrive; none is started after that.
  const changes = outcomes(workspace, "chat.update");
  expect(changes[0]).toBe("429");
  expect(changes.length).toBeLessThanOrEqual(2);
  expect(fromBot(workspace, at)).toHaveLength(3);
  expect(outcomes(workspace, "chat.postMessage")).toEqual(["ok", "ok", "ok"]);
});

it.each<[string, Fault["kind"], string[]]>([
  ["was posted although Slack's answer got lost", "drop-after-accept", ["ok"]],
  ["was not posted although it may have been", "500", ["ok", "ok"]],
])("shows one message where it %s", async (_what, kind, after) => {
  house = await startHouse();
  const { workspace } = house;
  workspace.faults.add({ method: "chat.postMessage", kind });
  const { at, cardTs } = await story(workspace);
  await house.app.outbound?.idle();
  expect(fromBot(workspace, at)).toHaveLength(3);
  expect(controls(workspace.message(at.channel, cardTs))).toEqual(["call.view", "call.why"]);
  const tries = outcomes(workspace, "chat.postMessage");
  expect(tries[0]).toBe(kind);
  expect(tries.slice(1)).toEqual([...after, "ok"]);
  expect(outcomes(workspace, "conversations.replies")).toContain("ok");
});
