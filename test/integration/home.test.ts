import { people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, press, read, resultOf } from "../support/steps.js";

let house: House;
beforeEach(async () => {
  house = await startHouse();
});
afterEach(() => house.stop());

const goal = "turn this thread into a brief and ask Priya to approve";
const homeText = (workspace: Workspace, user: string) => {
  const home = workspace.home(user);
  return home ? read({ text: "", blocks: home.blocks }) : "";
};
const homeWith = (user: string, words: RegExp) =>
  house.workspace.waitFor((w) => words.test(homeText(w, user)) && homeText(w, user), {
    timeoutMs: 45_000,
    what: `Home with ${String(words)}`,
  });
const decideValues = (workspace: Workspace, user: string) =>
  [
    ...JSON.stringify(workspace.home(user)?.blocks ?? []).matchAll(
      /"home.decide","value":"([^"]+)"/g,
    ),
  ].map((match) => match[1] ?? "");
async function openDecide(user: string) {
  const { workspace } = house;
  const open = workspace.views(user).length;
  const value = decideValues(workspace, user)[0] ?? "";
  const home = workspace.home(user);
  const { acked } = await workspace.click({
    user,
    ...(home ? { viewId: home.id } : {}),
    actionId: "home.decide",
    value,
  });
  expect(acked).toBe(true);
  return workspace.waitFor((w) => w.views(user)[open], { what: "the form" });
}

it("is empty with three examples, then follows jobs and questions without being opened again", async () => {
  const { workspace } = house;
  workspace.openHome(people.priya);
  workspace.openHome(people.maya);
  expect(await homeWith(people.priya, /Nothing waits for you/)).toMatch(/compare these three/);
  await homeWith(people.maya, /No jobs yet/);

  const at = ask(workspace, goal);
  await homeWith(people.maya, /Launch brief\*: waiting for Priya/);
  const waiting = await homeWith(people.priya, /Waiting for you: 1/);
  expect(waiting).toMatch(/\*Approve the launch brief\?\*\nMaya, <!date/);
  // Other people's jobs are nobody's business.
  expect(waiting).toMatch(/No jobs yet/);
  expect(homeText(workspace, people.maya)).toMatch(/Nothing waits for you/);

  const card = await cardWith(workspace, at, "call.approve");
  await press(workspace, at, people.priya, card, "call.approve");
  await homeWith(people.priya, /Nothing waits for you/);
  await homeWith(
    people.maya,
    /Launch brief\*: done[\s\S]*this month: 1, \$0\.\d\d. Times in Berlin/,
  );
  const refused = workspace.calls.filter(
    (call) => call.method === "views.publish" && call.outcome !== "ok",
  );
  expect(refused).toEqual([]);
});

it("decides in Home what a card would decide, and brings up what waits next", async () => {
  const { workspace } = house;
  workspace.openHome(people.priya);
  const first = ask(workspace, goal);
  await cardWith(workspace, first, "call.approve");
  // Of somebody else: what one person asks alike is decided together.
  const second = ask(workspace, goal, { user: people.leo });
  await cardWith(workspace, second, "call.approve");
  await homeWith(people.priya, /Waiting for you: 2/);

  const form = await openDecide(people.priya);
  expect(read({ text: "", blocks: form.blocks })).toMatch(/Atlas launches/);
  const missing = await workspace.submit({
    user: people.priya,
    viewId: form.id,
    values: { choice: "changes", note: "" },
  });
  expect(missing).toMatchObject({ ok: false });
  expect(JSON.stringify(missing)).toMatch(/note.*Write a few words/);

  const answered = form.private_metadata;
  await workspace.submit({ user: people.priya, viewId: form.id, values: { choice: "approve" } });
  const next = workspace.views(people.priya).at(-1);
  expect(next?.callback_id).toBe("call.decide");
  expect(next?.private_metadata).not.toBe(answered);
  await workspace.submit({
    user: people.priya,
    viewId: next?.id ?? "",
    values: { choice: "reject", note: "Not now" },
  });
  const last = workspace.views(people.priya).at(-1);
  expect(read({ text: "", blocks: last?.blocks })).toMatch(/Nothing waits for you/);
  await resultOf(workspace, first);
  await homeWith(people.priya, /Nothing waits for you/);
});

it("says in the form who was first", async () => {
  const { workspace } = house;
  workspace.openHome(people.priya);
  const at = ask(workspace, goal);
  const card = await cardWith(workspace, at, "call.approve");
  await homeWith(people.priya, /Waiting for you: 1/);
  const form = await openDecide(people.priya);
  await press(workspace, at, people.priya, card, "call.approve");
  await resultOf(workspace, at);
  await workspace.submit({
    user: people.priya,
    viewId: form.id,
    values: { choice: "reject", note: "My reason" },
  });
  const stale = workspace.views(people.priya).at(-1);
  expect(read({ text: "", blocks: stale?.blocks })).toMatch(/You approved this at \d\d:\d\d/);
  expect(JSON.stringify(stale?.blocks)).toContain("My reason");
});

it("opens nothing for an id that was copied, and answers old buttons directly", async () => {
  const { workspace } = house;
  workspace.openHome(people.priya);
  workspace.openHome(people.leo);
  ask(workspace, goal);
  await homeWith(people.priya, /Waiting for you: 1/);
  await homeWith(people.leo, /No jobs yet/);
  const home = workspace.home(people.leo);
  const forged = (action_id: string, value: string) =>
    workspace.deliver("interactive", {
      type: "block_actions",
      user: { id: people.leo },
      team: { id: "T0ACME0001" },
      trigger_id: workspace.world.nextId("trigger"),
      container: { type: "view", view_id: home?.id ?? "" },
      actions: [{ action_id, value, type: "button", block_id: "b", action_ts: "1.2" }],
    });
  await forged("home.decide", decideValues(workspace, people.priya)[0] ?? "");
  await forged("home.gone", "x");
  await workspace.waitFor((w) =>
    w.notificationsFor(people.leo).some((ping) => /earlier version/.test(ping.text)),
  );
  expect(workspace.views(people.leo)).toEqual([]);
});

it("shows a schedule once it is confirmed, and pauses it from there", async () => {
  const { workspace } = house;
  workspace.openHome(people.maya);
  const at = ask(workspace, "every weekday at 9 turn this thread into a brief");
  const card = await cardWith(workspace, at, "schedule.confirm");
  await homeWith(people.maya, /Nothing waits for you/);
  expect(homeText(workspace, people.maya)).not.toContain("Schedules");
  await press(workspace, at, people.maya, card, "schedule.confirm");
  const saved = await homeWith(people.maya, /every weekday at 09:00, Berlin time\nNext <!date/);
  // To set it up was no job.
  expect(saved).toMatch(/No jobs yet[\s\S]*this month: 0/);
  const { acked } = await workspace.click({
    user: people.maya,
    viewId: workspace.home(people.maya)?.id,
    actionId: "schedule.pause",
  });
  expect(acked).toBe(true);
  await homeWith(people.maya, /Berlin time\nPaused\./);
  // Home is no channel: the answer comes directly.
  await workspace.waitFor((w) =>
    w.messages(w.dmOf(people.maya) ?? "launch").some((one) => one.text.startsWith("Paused: ")),
  );
});
