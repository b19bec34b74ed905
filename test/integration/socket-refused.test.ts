import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, fromBot, press, resultOf } from "../support/steps.js";
import { people } from "../../playground/seed/ids.js";

let house: House;
beforeEach(async () => {
  house = await startHouse();
});
afterEach(() => house.stop());

const readiness = async () => (await fetch(`http://127.0.0.1:${house.app.port}/readyz`)).text();

it("waits longer each time Slack does not take the socket, says so, and goes on sending", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  await workspace.waitFor(() => fromBot(workspace, at).length > 0, { what: "the job to begin" });
  workspace.faults.refuse("too_many_websockets");
  workspace.faults.disconnect("drop");
  // Shown although nothing can come in: what goes out has a way of its own.
  const card = await cardWith(workspace, at, "call.approve");
  await workspace.waitFor((w) => w.faults.refused.length >= 3, {
    timeoutMs: 30_000,
    what: "three refusals",
  });
  expect(await readiness()).toMatch(/slack: it does not take the connection \(too_many_websock/);
  const metrics = await (await fetch(`http://127.0.0.1:${house.app.port}/metrics`)).text();
  expect(metrics).toMatch(
    /fermata_slack_socket_refused_total\{reason="too_many_websockets"\} [3-9]/,
  );
  const [first = 0, second = 0, third = 0] = workspace.faults.refused;
  expect(third - second).toBeGreaterThan(second - first);

  workspace.faults.refuse(null);
  await workspace.waitFor((w) => w.connected(), { timeoutMs: 30_000, what: "the socket" });
  await press(workspace, at, "priya", card, "call.approve");
  await resultOf(workspace, at);
  expect(await readiness()).toBe("ok\n");
}, 90_000);

it.each(["warning", "refresh_requested", "reset"] as const)(
  "is back at once after %s",
  async (kind) => {
    const { workspace } = house;
    const opened = () => workspace.calls.filter((one) => one.method === "apps.connections.open");
    workspace.faults.disconnect(kind);
    await workspace.waitFor((w) => opened().length === 2 && w.connections() === 1, {
      what: "a new socket",
    });
    const at = ask(workspace, "a brief from this thread");
    await resultOf(workspace, at);
    expect(opened()).toHaveLength(2);
  },
);

it("lives on when Slack says no while it reconnects", async () => {
  const { workspace } = house;
  workspace.faults.add({
    method: "apps.connections.open",
    kind: "error",
    error: "invalid_auth",
    times: 2,
  });
  workspace.faults.disconnect("drop");
  await workspace.waitFor((w) => w.connected(), { timeoutMs: 30_000, what: "the socket" });
  await resultOf(workspace, ask(workspace, "a brief from this thread"));
});
