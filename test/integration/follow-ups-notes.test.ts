import { bot, people } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  cardWith,
  controls,
  fill,
  fromBot,
  read,
  resultOf,
  seen,
  told,
} from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const drafts = () => house.model.asked.filter((one) => one.role === "draft");

it("hands a follow-up to the next draft, and says so while a version waits", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  const note = workspace.say({
    user: "maya",
    channel: "launch",
    threadTs: at.thread,
    text: "Mention the new import too.",
  });
  expect(await told(workspace, "maya")).toMatch(/Noted for the next version/);
  await workspace.waitFor((w) => w.reactions("launch", note).some((r) => r.name === "eyes"), {
    what: "the note to be taken",
  });
  await fill(workspace, at, "priya", card, "call.changes", { note: "Shorter, please." });
  const next = await workspace.waitFor(
    (w) => fromBot(w, at).find((m) => m.ts > card.ts && m.text.startsWith("Priya, approve")),
    { timeoutMs: 45_000, what: "the next version" },
  );
  expect(read(next)).toMatch(/Changed/);
  expect(drafts().at(-1)?.user).toContain("Mention the new import too.");
  expect(drafts().at(-1)?.user).toContain("Shorter, please.");
  await seen(
    workspace,
    at,
    (m) => m.ts === card.ts && /Priya asked for changes/.test(read(m)),
    "the settled card",
  );
});

it("runs once for a request that comes as twins and again", async () => {
  const { workspace, app } = house;
  workspace.faults.duplicateNextDelivery();
  const at = ask(workspace, "a brief from this thread");
  const asked = workspace.message("launch", at.ts);
  const event = {
    user: people.maya,
    channel: "C0LAUNCH01",
    channel_type: "channel",
    ts: at.ts,
    thread_ts: at.thread,
    text: asked?.text ?? "",
  };
  await workspace.deliver("events_api", { ...event, type: "message" }, { duplicate: true });
  await workspace.deliver("events_api", { ...event, type: "app_mention" }, { duplicate: true });
  await resultOf(workspace, at);
  await app.outbound?.idle();
  expect(fromBot(workspace, at).filter((m) => /is done/.test(m.text))).toHaveLength(1);
  expect(fromBot(workspace, at)).toHaveLength(2);
});

it("takes an edit of the request as a note", async () => {
  const { workspace, model } = house;
  const release = model.hold();
  const at = ask(workspace, "a brief from this thread");
  await workspace.waitFor((w) => w.reactions("launch", at.ts).length > 0, { what: "the request" });
  const text = `<@${bot.userId}> a brief from this thread, in Spanish`;
  workspace.edit({ user: "maya", channel: "launch", ts: at.ts, text });
  await workspace.waitFor((w) => w.world.state.pending.length === 0, { what: "the edit" });
  release();
  await resultOf(workspace, at);
  expect(drafts().at(-1)?.user).toContain("in Spanish");
});

it("stops at work when its request is deleted, before it has a name", async () => {
  const { workspace, model, app } = house;
  const drafted = drafts().length;
  const release = model.hold();
  const at = ask(workspace, "a brief from this thread");
  await workspace.waitFor((w) => w.reactions("launch", at.ts).length > 0, { what: "the request" });
  workspace.delete({ user: "maya", channel: "launch", ts: at.ts });
  const end = await seen(workspace, at, (m) => /request was deleted/.test(m.text), "the end");
  release();
  await app.outbound?.idle();
  expect(end.text).toMatch(/^Your request was stopped, because the request was deleted/);
  expect(fromBot(workspace, at).flatMap(controls)).not.toContain("run.redo");
  await resultOf(workspace, ask(workspace, "another brief"));
  expect(drafts()).toHaveLength(drafted + 1);
});

it("starts a second job in the same thread once the first has ended", async () => {
  const { workspace } = house;
  const first = ask(workspace, "a brief from this thread");
  await resultOf(workspace, first);
  const again = ask(workspace, "a shorter brief", { thread: first.thread });
  await workspace.waitFor(
    (w) => fromBot(w, again).filter((m) => /is done/.test(m.text)).length === 2,
    { timeoutMs: 45_000, what: "the second result" },
  );
});

it("takes no note from what was said before the job was asked for, however late it is told", async () => {
  const { workspace, app, model } = house;
  const root = workspace.say({ user: "maya", channel: "launch", text: "Two things are open." });
  const early = workspace.say({
    user: "maya",
    channel: "launch",
    threadTs: root,
    text: "The date first.",
  });
  const release = model.hold();
  const ts = workspace.say({
    user: "maya",
    channel: "launch",
    threadTs: root,
    text: `<@${bot.userId}> a brief from this thread`,
  });
  const at = { channel: "launch", thread: root, ts };
  await seen(workspace, at, () => true, "the first sign of the job");
  const said = { kind: "reply" as const, edited: false, team: "T0ACME0001", channel: "C0LAUNCH01" };
  const about = { threadTs: root, userId: people.maya, files: [], isDm: false };
  await app.rooms.accept({ ...said, ...about, ts: early, text: "The date first." });
  const run = await app.store.read.runs.liveInThread(said.team, said.channel, root);
  expect(await app.store.read.notes.ofRun(run?.id ?? "")).toEqual([]);
  const late = workspace.say({
    user: "maya",
    channel: "launch",
    threadTs: root,
    text: "Keep it short.",
  });
  await workspace.waitFor((w) => w.reactions("launch", late).some((r) => r.name === "eyes"), {
    what: "the note to be taken",
  });
  expect(await app.store.read.notes.ofRun(run?.id ?? "")).toHaveLength(1);
  release();
  await resultOf(workspace, at);
});
