import { channels, people } from "../../playground/seed/ids.js";
import type { ShownOf } from "../../src/domain/shown.js";
import type { OutboxItem } from "../../src/domain/outbox-item.js";
import { openDesk } from "./outbound-desk.js";

type Desk = Awaited<ReturnType<typeof openDesk>>;
let desk: Desk;
afterEach(() => desk.close());

const line = (text: string): ShownOf<"line"> => ({ kind: "line", text, detail: [], link: null });
const message = (
  opKey: string,
  text: string,
  more: Partial<Extract<OutboxItem, { type: "message" }>> = {},
) =>
  ({
    type: "message",
    opKey,
    runId: null,
    channel: channels.launch,
    threadTs: null,
    shown: line(text),
    pings: [],
    ...more,
  }) satisfies OutboxItem;
const texts = () => desk.workspace.messages("launch").map((one) => one.text);
/** Slack says that it does nothing now, so often. */
const refusePosts = (times: number) =>
  desk.workspace.faults.add({
    method: "chat.postMessage",
    kind: "error",
    error: "service_unavailable",
    times,
  });
const gaps = (method: string) => {
  const at = desk.calls(method).map((call) => call.at.getTime());
  return at.slice(1).map((one, index) => one - (at[index] ?? 0));
};

it("posts in order, one message a second and channel, with the key and without unfurls", async () => {
  desk = await openDesk();
  for (const word of ["one", "two", "three"]) desk.outbox.put(message(word, word));
  desk.outbox.put(message("elsewhere", "elsewhere", { channel: channels.general }));
  await desk.settle();
  expect(texts()).toEqual(["one", "two", "three"]);
  const posts = desk.calls("chat.postMessage");
  const first = posts.find((call) => call.args["text"] === "one");
  expect(first?.args["metadata"]).toMatchObject({
    event_type: "fermata_post",
    event_payload: { key: "one" },
  });
  expect(JSON.stringify(first?.args["unfurl_links"])).toMatch(/^"?false"?$/);
  const at = ["one", "two", "three"].map((key) => Number(desk.outbox.row(key).ts));
  for (const [index, ts] of at.slice(1).entries())
    expect(ts - (at[index] ?? 0)).toBeGreaterThanOrEqual(0.99);
});

it("edits one message in place, at most every two seconds, the newest version last", async () => {
  desk = await openDesk();
  desk.outbox.put(message("status", "step 1"));
  await desk.settle();
  for (const step of [2, 3, 4, 5]) desk.outbox.put(message("status", `step ${step}`));
  await desk.settle();
  desk.outbox.put(message("status", "step 6"));
  await desk.settle();
  expect(texts()).toEqual(["step 6"]);
  expect(desk.calls("chat.postMessage")).toHaveLength(1);
  expect(desk.calls("chat.update").map((call) => call.args["text"])).toEqual(["step 5", "step 6"]);
});

it.each(["drop-after-accept", "timeout", "500", "html"] as const)(
  "posts once although the answer is lost (%s)",
  async (kind) => {
    desk = await openDesk();
    desk.workspace.faults.add({ method: "chat.postMessage", kind });
    desk.outbox.put(message("first", "first"));
    desk.outbox.put(message("second", "second"));
    await desk.settle();
    expect(texts().toSorted()).toEqual(["first", "second"]);
    expect(desk.calls("conversations.history").length).toBeGreaterThanOrEqual(1);
  },
);

it("reads back in the thread what a killed writer may have posted", async () => {
  desk = await openDesk();
  desk.outbox.put(message("root", "root"));
  await desk.settle();
  const threadTs = desk.outbox.row("root").ts ?? "";
  desk.workspace.faults.add({ method: "chat.postMessage", kind: "drop-after-accept" });
  desk.outbox.put(message("reply", "reply", { threadTs }));
  await desk.restart();
  await desk.settle();
  expect(desk.workspace.messages("launch", threadTs).map((one) => one.text)).toEqual([
    "root",
    "reply",
  ]);
  expect(desk.calls("conversations.replies")).toHaveLength(1);
});

it("waits for one method only when Slack says so", async () => {
  desk = await openDesk();
  desk.outbox.put(message("status", "step 1"));
  await desk.settle();
  desk.workspace.faults.add({ method: "chat.update", kind: "429", retryAfterS: 30 });
  desk.outbox.put(message("status", "step 2"));
  desk.outbox.put(message("other", "other"));
  const from = desk.time.nowMs();
  await desk.settle();
  expect(texts()).toEqual(["step 2", "other"]);
  const posted = Number(desk.outbox.row("other").ts) * 1000;
  expect(posted - from).toBeLessThan(5_000);
  expect(desk.time.nowMs() - from).toBeGreaterThanOrEqual(30_000);
  expect(desk.calls("chat.update").map((call) => call.outcome)).toEqual(["429", "ok"]);
});

it("keeps the order of a thread while its first message has to wait", async () => {
  desk = await openDesk();
  refusePosts(2);
  const root = desk.workspace.say({ user: people.tom, channel: "launch", text: "Root" });
  for (const word of ["one", "two", "three"])
    desk.outbox.put(message(word, word, { threadTs: root }));
  await desk.settle();
  expect(desk.workspace.messages("launch", root).map((one) => one.text)).toEqual([
    "Root",
    "one",
    "two",
    "three",
  ]);
});

it("holds up no other message of a channel for one that has to wait", async () => {
  desk = await openDesk();
  refusePosts(1);
  for (const word of ["one", "two"]) desk.outbox.put(message(word, word));
  await desk.settle();
  expect(texts()).toEqual(["two", "one"]);
});

it("waits for no message that another process has brought to Slack meanwhile", async () => {
  desk = await openDesk();
  const { outbox, workspace } = desk;
  refusePosts(1);
  const threadTs = workspace.say({ user: people.tom, channel: "launch", text: "Root" });
  outbox.put(message("one", "one", { threadTs }));
  while (outbox.row("one").attempts === 0) await desk.breathe();
  // The other process takes it while its time has not come here.
  Object.assign(outbox.row("one"), { shownVersion: 1, ts: "1.000001" });
  const from = desk.time.nowMs();
  outbox.put(message("two", "two", { threadTs }));
  await desk.settle();
  expect(workspace.messages("launch", threadTs).map((one) => one.text)).toEqual(["Root", "two"]);
  expect(desk.time.nowMs() - from).toBeLessThan(5_000);
});

it("never exceeds a method's budget of a minute", async () => {
  desk = await openDesk({ rates: "off" });
  for (let n = 0; n < 45; n += 1)
    desk.outbox.put({
      type: "reaction",
      opKey: `r${n}`,
      runId: null,
      channel: channels.launch,
      messageTs: "1.000001",
      name: `n${n}`,
      on: false,
    });
  const from = desk.time.nowMs();
  await desk.settle();
  expect(desk.time.nowMs() - from).toBeGreaterThan(80_000);
  expect(gaps("reactions.remove")).toHaveLength(44);
});

it("replaces a refused block by text at once, and remembers it", async () => {
  desk = await openDesk({ refuseBlockTypes: ["context"] });
  const shown: ShownOf<"line"> = {
    kind: "line",
    text: "Said",
    detail: ["small print"],
    link: null,
  };
  desk.outbox.put(message("a", "a", { shown }));
  desk.outbox.put(message("b", "b", { shown }));
  await desk.settle();
  expect([...desk.remembered]).toEqual(["block:context"]);
  expect(desk.calls("chat.postMessage").map((call) => call.outcome)).toEqual([
    "invalid_blocks",
    "ok",
    "ok",
  ]);
  const [first] = desk.workspace.messages("launch");
  expect(JSON.stringify(first?.blocks)).toContain("small print");
});

it("gives up what can never work, and says so without the text", async () => {
  desk = await openDesk();
  desk.outbox.put(message("lost", "a secret", { channel: "C0NOWHERE1" }));
  await desk.settle();
  expect(desk.outbox.row("lost").deadCode).toBe("channel_not_found");
  expect(desk.errors.join()).toContain("channel_not_found");
  expect(desk.errors.join()).not.toContain("a secret");
});

it("does not bring back a message that somebody deleted", async () => {
  desk = await openDesk();
  desk.outbox.put(message("status", "step 1"));
  await desk.settle();
  desk.workspace.faults.add({ method: "chat.update", kind: "error", error: "message_not_found" });
  desk.outbox.put(message("status", "step 2"));
  await desk.settle();
  expect(desk.outbox.row("status").deadCode).toBe("message_not_found");
  expect(texts()).toEqual(["step 1"]);
});

it("shows a private answer at most once", async () => {
  desk = await openDesk();
  const item = (opKey: string): OutboxItem => ({
    type: "ephemeral",
    opKey,
    runId: null,
    channel: channels.launch,
    threadTs: null,
    userId: people.tom,
    shown: line(`only you: ${opKey}`),
  });
  desk.workspace.faults.add({ method: "chat.postEphemeral", kind: "drop-after-accept" });
  desk.outbox.put(item("e1"));
  await desk.settle();
  desk.outbox.put(item("e2"));
  desk.outbox.put(item("e3"), { unknownOutcome: true });
  await desk.settle();
  expect(desk.workspace.ephemerals("tom").map((one) => one.text)).toEqual([
    "only you: e1",
    "only you: e2",
  ]);
  expect([desk.outbox.row("e1").deadCode, desk.outbox.row("e3").deadCode]).toEqual([
    expect.any(String),
    "unknown_outcome",
  ]);
});

it("answers somebody who only looks at the channel in a direct message", async () => {
  desk = await openDesk();
  desk.outbox.put({
    type: "ephemeral",
    opKey: "outside",
    runId: null,
    channel: channels.launch,
    threadTs: null,
    userId: people.ana,
    shown: line("only Priya can decide this"),
  });
  await desk.settle();
  expect(desk.outbox.row("outside").deadCode).toBeNull();
  const dm = desk.workspace.world.state.channels.find(
    (one) => one.isDm && one.members.includes(people.ana),
  );
  expect(desk.workspace.messages(dm?.id ?? "").map((one) => one.text)).toEqual([
    "only Priya can decide this",
  ]);
});

it("sets and takes away a reaction, twice being the same as once", async () => {
  desk = await openDesk();
  desk.outbox.put(message("m", "hello"));
  await desk.settle();
  const messageTs = desk.outbox.row("m").ts ?? "";
  const reaction = (on: boolean): OutboxItem => ({
    type: "reaction",
    opKey: "eyes",
    runId: null,
    channel: channels.launch,
    messageTs,
    name: "eyes",
    on,
  });
  desk.workspace.faults.add({ method: "reactions.add", kind: "drop-after-accept" });
  desk.outbox.put(reaction(true));
  await desk.settle();
  expect(desk.workspace.reactions("launch", messageTs).map((one) => one.name)).toEqual(["eyes"]);
  desk.outbox.put(reaction(false));
  await desk.settle();
  expect(desk.workspace.reactions("launch", messageTs)).toEqual([]);
  expect(desk.outbox.row("eyes").deadCode).toBeNull();
});

it("pings with a new message only, and only whom the rules chose", async () => {
  desk = await openDesk();
  const shown: ShownOf<"reminder"> = {
    kind: "reminder",
    callId: "c",
    runId: "r",
    asked: [
      { id: people.priya, name: "Priya" },
      { id: people.tom, name: "Tom <!channel>" },
    ],
    what: "Launch brief <@U0MAYA0001>",
    silence: "deny",
    deadlineAt: "2026-11-20T16:00:00.000Z",
  };
  desk.outbox.put(message("card", "", { shown, pings: [people.priya] }));
  await desk.settle();
  desk.outbox.put(
    message("card", "", { shown: { ...shown, what: "Other" }, pings: [people.priya, people.tom] }),
  );
  await desk.settle();
  expect(desk.workspace.notificationsFor("priya")).toHaveLength(1);
  expect(desk.workspace.notificationsFor("tom")).toEqual([]);
  expect(desk.workspace.notificationsFor("maya")).toEqual([]);
});

it("keeps to Slack's own rates", async () => {
  desk = await openDesk();
  for (let n = 0; n < 12; n += 1) desk.outbox.put(message(`m${n}`, `m${n}`));
  await desk.settle();
  const first = Number(desk.outbox.row("m0").ts);
  const last = Number(desk.outbox.row("m11").ts);
  expect(last - first).toBeGreaterThanOrEqual(10.9);
  await desk.outbound().idle();
});
