import { bot, channels, people } from "../../playground/seed/ids.js";
import { launchThreadTs } from "../../playground/seed/launch.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { botClient, connectApp, isEvent, openLink, type Link } from "./workspace-app.js";

let workspace: Workspace;
const ends: (() => Promise<void>)[] = [];

async function begin(options: Parameters<typeof startWorkspace>[0] = {}): Promise<Workspace> {
  workspace = await startWorkspace({ seed: "empty", ...options });
  return workspace;
}

async function link(): Promise<Link> {
  const opened = await openLink(workspace);
  ends.push(() => opened.close());
  return opened;
}

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await workspace.stop();
});

describe("a mention", () => {
  it("travels to a Bolt app and its answer comes back into the thread", async () => {
    await begin({ seed: "launch" });
    const connected = await connectApp(workspace, (app) => {
      app.event("app_mention", async ({ event, client, say }) => {
        await client.reactions.add({ channel: event.channel, timestamp: event.ts, name: "eyes" });
        await say({ text: "On it", thread_ts: event.thread_ts ?? event.ts });
      });
    });
    ends.push(() => connected.stop());
    const ts = workspace.say({
      user: "maya",
      channel: "#launch",
      text: `<@${bot.userId}> please`,
      threadTs: launchThreadTs,
    });
    const answer = await workspace.waitFor((seen) =>
      seen.messages("launch", launchThreadTs).find((message) => message.text === "On it"),
    );
    expect(answer).toMatchObject({ bot_id: bot.botId, thread_ts: launchThreadTs });
    expect(workspace.reactions("launch", ts)).toEqual([
      { name: "eyes", users: [bot.userId], count: 1 },
    ]);
    expect(workspace.message("launch", launchThreadTs)?.reply_count).toBe(13);
  });

  it("arrives twice, as mention and as message, with the same ts and its own event_id each", async () => {
    await begin();
    const raw = await link();
    const ts = workspace.say({ user: "maya", channel: "launch", text: `<@${bot.userId}> go` });
    const [message, mention] = [
      await raw.next(isEvent("message")),
      await raw.next(isEvent("app_mention")),
    ];
    expect(message.payload?.event).toMatchObject({
      ts,
      channel_type: "channel",
      user: people.maya,
    });
    expect(mention.payload?.event).toMatchObject({
      ts,
      channel: channels.launch,
      user: people.maya,
    });
    expect(message.payload?.event_id).not.toBe(mention.payload?.event_id);
    expect(message).toMatchObject({ accepts_response_payload: false, retry_attempt: 0 });
  });

  it("is not heard where the bot is no member, and heard once in a direct message", async () => {
    await begin();
    const raw = await link();
    workspace.say({ user: "tom", channel: "leads-private", text: `<@${bot.userId}> psst` });
    workspace.say({ user: "maya", channel: workspace.openDm("maya"), text: "hello" });
    const first = await raw.next((frame) => frame.type === "events_api");
    expect(first.payload?.event).toMatchObject({ type: "message", channel_type: "im" });
    expect(raw.frames.filter((frame) => frame.type === "events_api")).toHaveLength(1);
  });
});

describe("what the bot does itself", () => {
  it("comes back as events: its post, its edit without a top-level user, its deletion", async () => {
    await begin();
    const raw = await link();
    const client = botClient(workspace);
    const { ts = "" } = await client.chat.postMessage({ channel: channels.launch, text: "one" });
    await client.chat.update({ channel: channels.launch, ts, text: "two" });
    await client.chat.delete({ channel: channels.launch, ts });
    const posted = await raw.next(isEvent("message"));
    const changed = await raw.next(
      (frame) => frame.payload?.event?.["subtype"] === "message_changed",
    );
    const deleted = await raw.next(
      (frame) => frame.payload?.event?.["subtype"] === "message_deleted",
    );
    expect(posted.payload?.event).toMatchObject({ bot_id: bot.botId, text: "one" });
    expect(changed.payload?.event).toMatchObject({
      message: { text: "two", edited: { user: bot.botId } },
      previous_message: { text: "one" },
    });
    expect(changed.payload?.event?.["user"]).toBeUndefined();
    expect(deleted.payload?.event).toMatchObject({ deleted_ts: ts });
  });
});

describe("an event nobody acknowledged", () => {
  it("is sent again with the same event_id, three times at most, then given up", async () => {
    await begin({ ackTimeoutMs: 20, redeliveryMs: [0, 5, 5] });
    const raw = await link();
    workspace.say({ user: "maya", channel: "launch", text: "hello" });
    await workspace.waitFor((seen) => seen.dropped.length === 1, { what: "the last retry" });
    const tries = raw.frames.filter(isEvent("message"));
    expect(tries.map((frame) => frame.retry_attempt)).toEqual([0, 1, 2, 3]);
    expect(new Set(tries.map((frame) => frame.payload?.event_id)).size).toBe(1);
    expect(tries[1]?.retry_reason).toBe("http_timeout");
    expect(workspace.world.state.pending).toEqual([]);
  });

  it("is kept while no app is connected and sent when one comes", async () => {
    await begin();
    workspace.say({ user: "maya", channel: "launch", text: "early" });
    const raw = await link();
    const frame = await raw.next(isEvent("message"));
    expect(frame.payload?.event).toMatchObject({ text: "early" });
    raw.ack(frame);
    await workspace.waitFor((seen) => seen.world.state.pending.length === 0);
  });

  it("goes to the next connection when its own one dies", async () => {
    await begin({ random: () => 0 });
    const first = await link();
    workspace.say({ user: "maya", channel: "launch", text: "hello" });
    const lost = await first.next(isEvent("message"));
    await first.close();
    const second = await link();
    const again = await second.next(isEvent("message"));
    expect(again.payload?.event_id).toBe(lost.payload?.event_id);
    expect(again.retry_attempt).toBe(1);
  });

  it("can be duplicated on purpose", async () => {
    await begin();
    const raw = await link();
    workspace.faults.duplicateNextDelivery();
    workspace.say({ user: "maya", channel: "launch", text: "hello" });
    const [one, two] = [await raw.next(isEvent("message")), await raw.next(isEvent("message"))];
    expect(two.payload?.event_id).toBe(one.payload?.event_id);
  });
});

describe("connections", () => {
  it("share the envelopes, ten at most", async () => {
    let turn = 0;
    await begin({ random: () => (turn++ % 10) / 10 });
    const links: Link[] = [];
    for (let n = 0; n < 10; n += 1) links.push(await link());
    for (let n = 0; n < 10; n += 1)
      workspace.say({ user: "maya", channel: "launch", text: `message ${n}` });
    for (const each of links) each.ack(await each.next(isEvent("message")));
    await workspace.waitFor((seen) => seen.world.state.pending.length === 0);
    expect(workspace.connections()).toBe(10);
    const eleventh = await openLink(workspace, "disconnect");
    expect(eleventh.frames[0]?.reason).toBe("too_many_websockets");
    expect(workspace.connections()).toBe(10);
  });

  it("end with Slack's frame, and Bolt comes back by itself", async () => {
    await begin();
    const connected = await connectApp(workspace);
    ends.push(() => connected.stop());
    const back = connected.reconnected();
    workspace.faults.disconnect("refresh_requested");
    await back;
    expect(workspace.calls.filter((call) => call.method === "apps.connections.open")).toHaveLength(
      2,
    );
  });
});
