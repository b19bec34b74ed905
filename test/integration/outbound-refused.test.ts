import { channels } from "../../playground/seed/ids.js";
import type { OutboxItem } from "../../src/domain/outbox-item.js";
import { openDesk } from "./outbound-desk.js";

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const always = { times: Infinity };
const root = () => desk.workspace.say({ user: "maya", channel: "launch", text: "the request" });
const message = (opKey: string, threadTs: string): OutboxItem => ({
  type: "message",
  opKey,
  runId: null,
  channel: channels.launch,
  threadTs,
  shown: { kind: "line", text: opKey, detail: [], link: null },
  pings: [],
});
const file = (opKey: string, threadTs: string): OutboxItem => ({
  type: "file",
  opKey,
  runId: null,
  channel: channels.launch,
  threadTs,
  fileName: "brief.md",
  title: "Brief",
  text: "The whole text.",
});
const replies = (threadTs: string) =>
  desk.workspace
    .messages("launch")
    .filter((one) => one.thread_ts === threadTs && one.ts !== threadTs)
    .map((one) => one.text);
const calls = (method: string) => desk.calls(method).length;

it("gives up a message that a filter never lets through, looked for each time, and goes on", async () => {
  const thread = root();
  desk.workspace.faults.add({ method: "chat.postMessage", kind: "403", times: 5 });
  desk.outbox.put(message("blocked", thread));
  desk.outbox.put(message("next", thread));
  await desk.settle();
  expect(desk.outbox.row("blocked").deadCode).toBe("not_let_through");
  expect(replies(thread)).toEqual(["next"]);
  // Before each further try, and before it was given up.
  expect(calls("conversations.replies")).toBe(5);
  expect(calls("chat.postMessage")).toBe(6);
});

it("gives up nothing that is in Slack, whatever was answered", async () => {
  const thread = root();
  desk.workspace.faults.add({ method: "chat.postMessage", kind: "403", times: 4 });
  desk.workspace.faults.add({ method: "chat.postMessage", kind: "403", works: true });
  desk.outbox.put(message("arrived", thread));
  await desk.settle();
  expect(desk.outbox.row("arrived")).toMatchObject({ deadCode: null, shownVersion: 1 });
  expect(replies(thread)).toEqual(["arrived"]);
});

it.each(["503", "403"] as const)(
  "keeps a message, and its thread's order, through an outage that answers %s to all",
  async (kind) => {
    const thread = root();
    desk.workspace.faults.add({ method: "*", kind, times: 12 });
    desk.outbox.put(message("first", thread));
    desk.outbox.put(message("second", thread));
    await desk.settle();
    expect(replies(thread)).toEqual(["first", "second"]);
  },
);

it("keeps what is refused while nothing else arrives either", async () => {
  const thread = root();
  const other = root();
  desk.workspace.faults.add({ method: "chat.postMessage", kind: "403", times: 14 });
  desk.outbox.put(message("one", thread));
  desk.outbox.put(message("two", other));
  await desk.settle();
  expect([...replies(thread), ...replies(other)]).toEqual(["one", "two"]);
});

it("gives up a file that its place does not take, and goes on", async () => {
  const thread = root();
  desk.workspace.faults.add({ method: "upload", kind: "503", ...always });
  desk.outbox.put(file("whole", thread));
  desk.outbox.put(message("next", thread));
  await desk.settle();
  expect(desk.outbox.row("whole").deadCode).toBe("not_uploaded");
  expect(calls("files.getUploadURLExternal")).toBe(5);
  expect(calls("files.completeUploadExternal")).toBe(0);
  expect(replies(thread)).toEqual(["next"]);
  expect(desk.outbound().reachable()).toBe(true);
});

it("gives up a file at once that is refused", async () => {
  const thread = root();
  desk.workspace.faults.add({ method: "upload", kind: "403", ...always });
  desk.outbox.put(file("whole", thread));
  await desk.settle();
  expect(desk.outbox.row("whole").deadCode).toBe("not_uploaded");
  expect(calls("files.getUploadURLExternal")).toBe(1);
});

it("finds a file that is in Slack before it gives one up", async () => {
  const thread = root();
  desk.workspace.faults.add({ method: "upload", kind: "503", times: 4 });
  const completing = { method: "files.completeUploadExternal", kind: "503" } as const;
  desk.workspace.faults.add({ ...completing, works: true });
  desk.outbox.put(file("whole", thread));
  await desk.settle();
  expect(desk.outbox.row("whole").deadCode).toBe(null);
  expect(desk.outbox.row("whole").ts).toMatch(/^file:/);
});
