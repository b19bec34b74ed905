import { people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  type Asked,
  cardWith,
  fromBot,
  held,
  press,
  resultOf,
  told,
} from "../support/steps.js";

let house: House;
afterEach(() => house.stop());

const goal = "turn this thread into a brief and ask Priya to approve";
const statusOf = (workspace: Workspace, at: Asked) => fromBot(workspace, at)[0];
const typesOf = (message: { blocks?: unknown } | undefined) =>
  (Array.isArray(message?.blocks) ? message.blocks : []).map(
    (block: { type?: unknown }) => block.type,
  );
const refusedCalls = (workspace: Workspace) => {
  const refused = workspace.calls.filter(
    (call) => call.outcome !== "ok" && call.outcome !== "already_reacted",
  );
  return refused.map((call) => `${call.method} ${call.outcome}`);
};
const sessionCalls = (workspace: Workspace) =>
  workspace.calls
    .filter((call) => call.method === "agents.sessions.setStatus")
    .map((call) => call.args["status"]);
const lines = (workspace: Workspace) =>
  workspace.calls
    .filter((call) => call.method === "assistant.threads.setStatus")
    .map((call) => call.args["status"]);

it("ticks a plan, and says in the thread's session whether it works, waits or is over", async () => {
  house = await startHouse();
  const { workspace } = house;
  // A job that is over at once needs no line: the model waits until it is there.
  const release = house.model.hold();
  const at = ask(workspace, goal);
  await workspace.waitFor(() => workspace.statusLineOf("launch", at.thread), {
    what: "the status line",
  });
  release();
  const card = await cardWith(workspace, at, "call.approve");
  await held(house, at);
  expect(workspace.sessionOf("launch", at.thread)).toMatchObject({
    status: "suspended",
    title: "Launch brief",
    initiator: people.maya,
  });
  expect(workspace.statusLineOf("launch", at.thread)).toBeUndefined();
  const waiting = statusOf(workspace, at);
  expect(typesOf(waiting)).toEqual(["plan", "context", "actions"]);
  expect(JSON.stringify(waiting?.blocks)).not.toContain("in_progress");
  expect(JSON.stringify(waiting?.blocks)).toMatch(/Waiting for Priya since <!date\^\d+\^/);
  expect(JSON.stringify(waiting?.blocks)).toContain('"sources":[{"type":"url"');

  await press(workspace, at, people.priya, card, "call.approve");
  await resultOf(workspace, at);
  await house.app.outbound?.idle();
  expect(workspace.sessionOf("launch", at.thread)?.status).toBe("active");
  expect(sessionCalls(workspace).slice(0, 2)).toEqual(["processing", "suspended"]);
  expect(lines(workspace)[0]).toBe("Reading your request");
  expect(lines(workspace).at(-1)).toBe("");
  expect(refusedCalls(workspace)).toEqual([]);
});

it("says the same in plain messages where none of it exists, and asks for each only once", async () => {
  house = await startHouse({ workspace: { surface: "plain" } });
  const { workspace } = house;
  for (const text of [goal, goal]) {
    // A job that waits at once for Priya needs no line: the model waits until one was tried.
    const release = house.model.hold();
    const at = ask(workspace, text);
    await workspace.waitFor(() => statusOf(workspace, at), { what: "the status" });
    await house.app.outbound?.idle();
    release();
    await press(
      workspace,
      at,
      people.priya,
      await cardWith(workspace, at, "call.approve"),
      "call.approve",
    );
    await resultOf(workspace, at);
    await house.app.outbound?.idle();
    expect(typesOf(statusOf(workspace, at))[0]).toBe("section");
  }
  const refused = refusedCalls(workspace);
  expect(new Set(refused).size).toBe(refused.length);
  expect(refused).toEqual(
    expect.arrayContaining([
      "agents.sessions.setStatus unknown_method",
      "assistant.threads.setStatus unknown_method",
      "chat.update invalid_blocks",
    ]),
  );
  const kept = await house.app.store.surface.refused("T0ACME0001");
  expect([...kept]).toEqual(
    expect.arrayContaining([
      "block:plan",
      "method:agents.sessions.setStatus",
      "method:assistant.threads.setStatus",
    ]),
  );
});

it("stops by Slack's own Stop, and by nobody's who may not", async () => {
  house = await startHouse();
  const { workspace, model, app } = house;
  const name = model.hold();
  const asked = new Promise<void>((resolve) => model.onMoment(resolve));
  const at = ask(workspace, goal);
  await asked;
  const plan = model.hold();
  name();
  // The job has its name, and works on the plan.
  await workspace.waitFor((w) => w.sessionOf("launch", at.thread)?.status === "processing");
  // The status message is there, and the line under the thread outlived it.
  await workspace.waitFor((w) => w.statusLineOf("launch", at.thread)?.status);
  await app.outbound?.idle();
  expect(workspace.statusLineOf("launch", at.thread)?.status).toBe("Reading your request");
  workspace.stopSession({ user: people.leo, channel: "launch", threadTs: at.thread });
  expect(await told(workspace, people.leo)).toMatch(/^Only Maya or somebody who decides/);
  await app.outbound?.idle();
  expect(workspace.sessionOf("launch", at.thread)?.status).toBe("processing");

  workspace.stopSession({ user: people.maya, channel: "launch", threadTs: at.thread });
  await workspace.waitFor((w) => w.sessionOf("launch", at.thread)?.status === "active");
  plan();
  await app.outbound?.idle();
  expect(JSON.stringify(fromBot(workspace, at))).toContain("Stopped by Maya");
  // Slack leaves it to the app to say what the session is, refused or not.
  expect(sessionCalls(workspace).slice(0, 2)).toEqual(["processing", "processing"]);
});

it("proposes three things to start with, once a person and day", async () => {
  house = await startHouse();
  const { workspace, app } = house;
  for (let n = 0; n < 3; n += 1) workspace.openHome(people.maya, "messages");
  await workspace.waitFor((w) => w.promptsOf(w.dmOf(people.maya) ?? "")?.prompts.length === 3);
  await app.outbound?.idle();
  const calls = workspace.calls.filter((call) => call.method.endsWith("setSuggestedPrompts"));
  expect(calls).toHaveLength(1);
});
