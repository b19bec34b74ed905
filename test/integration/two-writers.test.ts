import { WebClient } from "@slack/web-api";
import { bot, channels, credentials, team } from "../../playground/seed/ids.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { elapsedMs } from "../../src/clock.js";
import type { OutboxItem } from "../../src/domain/outbox-item.js";
import { silentLog } from "../../src/log.js";
import { createOutbound, type Outbound } from "../../src/slack/outbound/outbound.js";
import type { OutboxWork } from "../../src/slack/outbound/ports.js";
import { webClientOptions } from "../../src/slack/web-client.js";
import { newMessage, openRows, type RowsFixture } from "../contract/rows-fixture.js";
import { fastPace } from "../support/house.js";

let fixture: RowsFixture;
let workspace: Workspace;
const running: Outbound[] = [];
/** For how long posts were waited for that a silent writer may have sent; the test does not wait. */
const looks: number[] = [];

beforeAll(async () => {
  fixture = await openRows("embedded");
});
afterAll(() => fixture.close());
beforeEach(async () => {
  looks.length = 0;
  workspace = await startWorkspace({ seed: "empty" });
  await fixture.pools.pool.query("delete from fermata.outbox");
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((writer) => writer.stop()));
  await workspace.stop();
});

/** A writer of a process of its own. With `standsStillAt` it stops right before its first request to that method goes out. */
function writer(standsStillAt?: string) {
  let goOn = () => undefined as void;
  const woken = new Promise<void>((resolve) => (goOn = resolve));
  let stopped = () => undefined as void;
  const standsStill = new Promise<void>((resolve) => (stopped = resolve));
  let isStill = false;
  const client = new WebClient(credentials.botToken, {
    ...webClientOptions({ slackApiUrl: workspace.apiUrl }),
    fetch: async (url, init) => {
      if (standsStillAt !== undefined && String(url).endsWith(standsStillAt) && !isStill) {
        isStill = true;
        stopped();
        await woken;
      }
      return fetch(url, init);
    },
  });
  // Who stands still renews nothing.
  const never = new Promise<never>(() => undefined);
  const work: OutboxWork = {
    ...fixture.store.outboxWork,
    renew: (rows, leaseMs) => (isStill ? never : fixture.store.outboxWork.renew(rows, leaseMs)),
    later: (row, delayMs, why) => {
      if (why.code === "not_seen_yet") looks.push(delayMs);
      return fixture.store.outboxWork.later(row, why.code === "not_seen_yet" ? 0 : delayMs, why);
    },
  };
  const outbound = createOutbound({
    client,
    work,
    surface: { refused: async () => new Set(), remember: async () => undefined },
    signal: fixture.store.signals,
    nowMs: elapsedMs(),
    log: silentLog,
    pace: fastPace,
    context: async () => ({
      team: { id: team.id, domain: team.domain },
      botId: bot.botId,
      tz: "Europe/Berlin",
    }),
  });
  running.push(outbound);
  outbound.start();
  return { outbound, standsStill, goOn };
}

const message = (text: string): OutboxItem => ({
  ...newMessage("m1", text),
  channel: channels.launch,
});
const put = (item: OutboxItem) => fixture.store.transact((rows) => rows.outbox.put(item));
const texts = () => workspace.messages("launch").map((one) => one.text);
const leasesRunOut = () =>
  fixture.pools.pool.query("update fermata.outbox set lease_until = now(), next_at = now()");
const state = async () => {
  const { rows } = await fixture.pools.pool.query<{ state: string; ts: string | null }>(
    "select state, ts from fermata.outbox where op_key = 'm1'",
  );
  return rows[0];
};

it("leaves one message when a writer that stood still before its post wakes late", async () => {
  const first = writer("chat.postMessage");
  await put(message("hello"));
  await first.standsStill;
  await leasesRunOut();
  const second = writer();
  await second.outbound.idle();
  expect(texts()).toEqual(["hello"]);
  // Not posted again before the first one can have arrived: 12 s with the lease that ran out.
  expect(looks).toEqual([6_000]);
  const [kept] = workspace.messages("launch");
  const posted = workspace.waitFor((w) => w.messages("launch").length > 1 || undefined, {
    timeoutMs: 10_000,
    what: "the late post",
  });
  first.goOn();
  await posted;
  await workspace.waitFor((w) => w.messages("launch").length === 1 || undefined, {
    timeoutMs: 10_000,
    what: "the late post to go away",
  });
  expect(workspace.messages("launch")[0]?.ts).toBe(kept?.ts);
  expect(await state()).toEqual({ state: "shown", ts: kept?.ts });
});

it("posts again what it had to take away because the database went back while it was posted", async () => {
  const only = writer("chat.postMessage");
  await put(message("hello"));
  await only.standsStill;
  // In the copy that it fails over to nobody had asked yet.
  await fixture.pools.pool.query("delete from fermata.outbox");
  only.goOn();
  await workspace.waitFor(
    ({ calls }) => calls.some((call) => call.method === "chat.delete") || undefined,
    { timeoutMs: 10_000, what: "what nobody knows of to go away" },
  );
  await only.outbound.idle();
  expect(texts()).toEqual([]);
  // The same request, accepted again.
  await put(message("hello"));
  await only.outbound.idle();
  expect(texts()).toEqual(["hello"]);
  expect(await state()).toEqual({ state: "shown", ts: workspace.messages("launch")[0]?.ts });
});

it("never leaves an old text over a newer one", async () => {
  await put(message("step 1"));
  const calm = writer();
  await calm.outbound.idle();
  await calm.outbound.stop();
  const first = writer("chat.update");
  await put(message("step 2"));
  await first.standsStill;
  await put(message("step 3"));
  await leasesRunOut();
  const second = writer();
  await second.outbound.idle();
  expect(texts()).toEqual(["step 3"]);
  first.goOn();
  await first.outbound.stop();
  await second.outbound.idle();
  expect(texts()).toEqual(["step 3"]);
  expect(workspace.calls.filter((call) => call.args["text"] === "step 2")).toHaveLength(1);
});

it("leaves one file when its completion comes late", async () => {
  const first = writer("files.completeUploadExternal");
  await put({
    type: "file",
    opKey: "m1",
    runId: null,
    channel: channels.launch,
    threadTs: null,
    fileName: "brief.md",
    title: "Brief",
    text: "The whole brief.",
  });
  await first.standsStill;
  await leasesRunOut();
  const second = writer();
  await second.outbound.idle();
  expect(workspace.messages("launch")).toHaveLength(1);
  first.goOn();
  await first.outbound.stop();
  expect(workspace.calls.some((call) => call.method === "files.delete")).toBe(true);
  expect(workspace.messages("launch")).toHaveLength(1);
});

it("hands back a post that it only looked for as doubtful as it was", async () => {
  await put(message("hello"));
  await fixture.pools.pool.query("update fermata.outbox set unknown_outcome = true");
  const first = writer("conversations.history");
  await first.standsStill;
  await first.outbound.stop();
  const { rows } = await fixture.pools.pool.query("select unknown_outcome from fermata.outbox");
  expect(rows).toEqual([{ unknown_outcome: true }]);
  first.goOn();
});

it("takes a silent writer's post up at once where Slack has it", async () => {
  const first = writer();
  await put(message("hello"));
  await first.outbound.idle();
  await first.outbound.stop();
  const [kept] = workspace.messages("launch");
  // As a writer leaves the row that is killed after Slack's answer and before its own report.
  await fixture.pools.pool.query(`update fermata.outbox set ts = null, shown_version = 0,
    state = 'due', unknown_outcome = true, lease_until = now(), next_at = '-infinity'`);
  await writer().outbound.idle();
  expect(await state()).toEqual({ state: "shown", ts: kept?.ts });
  expect([texts(), looks]).toEqual([["hello"], []]);
});

it("posts once where the database has gone back to before the post", async () => {
  const only = writer();
  await put(message("hello"));
  await only.outbound.idle();
  await put(message("hello, edited"));
  await only.outbound.idle();
  await fixture.pools.pool.query("delete from fermata.outbox");
  await put(message("hello, edited again"));
  await only.outbound.idle();
  expect(texts()).toEqual(["hello, edited again"]);
  expect(workspace.calls.filter((call) => call.method === "chat.postMessage")).toHaveLength(1);
  expect(only.outbound.divergences()).toBe(1);
});

it("hands back what Slack does not answer when it stops", async () => {
  const first = writer("chat.postMessage");
  await put(message("hello"));
  await first.standsStill;
  await first.outbound.stop();
  const { rows } = await fixture.pools.pool.query(
    "select unknown_outcome, lease_until from fermata.outbox",
  );
  expect(rows).toEqual([{ unknown_outcome: true, lease_until: null }]);
  first.goOn();
});
