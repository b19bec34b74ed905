import { bot, channels, people } from "../../playground/seed/ids.js";
import { launchThreadTs } from "../../playground/seed/launch.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { WorkspaceOptions } from "../../playground/workspace/options.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { botClient, isEvent, openLink } from "./workspace-app.js";

let workspace: Workspace;
let nowMs = Date.parse("2026-11-20T14:00:00Z");
const clock = { now: () => new Date(nowMs) };

async function start(options: WorkspaceOptions = {}): Promise<void> {
  workspace = await startWorkspace({ clock, ...options });
}

afterEach(() => workspace.stop());

const launch = channels.launch;
const thread = { channel_id: launch, thread_ts: launchThreadTs };

/** Slack's error name, or `ok`. */
async function outcome(method: string, args: Record<string, unknown>): Promise<string> {
  return botClient(workspace)
    .apiCall(method, args)
    .then(
      () => "ok",
      (error: { data?: { error: string } }) => error.data?.error ?? "no answer from Slack",
    );
}

describe("agent sessions", () => {
  it("open on a thread, keep their first title and follow the status", async () => {
    await start();
    const { sessions } = botClient(workspace).agents;
    const first = await sessions.setStatus({
      ...thread,
      status: "processing",
      title: "Launch brief",
      initiator_user_id: people.maya,
    });
    expect(first).toMatchObject({
      status: "processing",
      agent_status: "processing",
      title: "Launch brief",
    });
    expect(first.warning).toBeUndefined();
    await sessions.setStatus({ ...thread, status: "suspended", title: "Another" });
    expect(workspace.sessionOf("launch", launchThreadTs)).toEqual({
      channel: launch,
      threadTs: launchThreadTs,
      status: "suspended",
      title: "Launch brief",
      initiator: people.maya,
    });
    await sessions.rename({ ...thread, title: "Atlas brief" });
    expect(workspace.sessionOf("launch", launchThreadTs)?.title).toBe("Atlas brief");
  });

  it.each([
    ["a status it does not know", { ...thread, status: "thinking" }, "invalid_arguments"],
    ["no thread", { channel_id: launch, status: "active" }, "invalid_thread_ts"],
    ["an unknown thread", { ...thread, thread_ts: "1.1", status: "active" }, "invalid_thread_ts"],
    [
      "a channel it is not in",
      { ...thread, channel_id: channels.leadsPrivate, status: "active" },
      "channel_not_found",
    ],
    [
      "a title of 201 characters",
      { ...thread, status: "active", title: "x".repeat(201) },
      "invalid_arguments",
    ],
    [
      "somebody who is not in the channel",
      { ...thread, status: "active", initiator_user_id: people.ana },
      "user_not_in_channel",
    ],
  ])("refuse %s", async (_what, args, expected) => {
    await start();
    expect(await outcome("agents.sessions.setStatus", args)).toBe(expected);
    expect(workspace.sessionOf("launch", launchThreadTs)).toBeUndefined();
  });

  it("cannot be renamed before they are open, nor to nothing", async () => {
    await start();
    expect(await outcome("agents.sessions.rename", { ...thread, title: "x" })).toBe(
      "session_not_found",
    );
    expect(await outcome("agents.sessions.rename", { ...thread, title: "" })).toBe(
      "invalid_arguments",
    );
  });

  it("tell the app about a Stop only while they are processing", async () => {
    await start();
    const link = await openLink(workspace);
    const { sessions } = botClient(workspace).agents;
    const stop = () =>
      workspace.stopSession({ user: "maya", channel: "launch", threadTs: launchThreadTs });
    expect(stop).toThrow("nothing to stop");
    await sessions.setStatus({ ...thread, status: "processing" });
    stop();
    const { payload } = await link.next(isEvent("agent_session_stopped"));
    expect(payload?.event).toMatchObject({
      channel: launch,
      user: people.maya,
      thread_ts: launchThreadTs,
      streaming_message_ts: [],
    });
    // Slack leaves the status to the app.
    expect(workspace.sessionOf("launch", launchThreadTs)?.status).toBe("processing");
    await sessions.setStatus({ ...thread, status: "active" });
    expect(stop).toThrow("nothing to stop");
    await link.close();
  });

  it("warn an app that did not ask for the Stop event, and show no Stop", async () => {
    await start({ subscriptions: ["app_mention"] });
    const answer = await botClient(workspace).agents.sessions.setStatus({
      ...thread,
      status: "processing",
    });
    expect(answer.warning).toBe("missing_agent_session_stopped_event_subscription");
    expect(() =>
      workspace.stopSession({ user: "maya", channel: "launch", threadTs: launchThreadTs }),
    ).toThrow("nothing to stop");
  });
});

describe("status lines", () => {
  const line = () => workspace.statusLineOf("launch", launchThreadTs)?.status;
  const set = (status: string, extra: Record<string, unknown> = {}) =>
    outcome("assistant.threads.setStatus", { ...thread, status, ...extra });

  it("end two minutes after they were set, by the workspace's clock", async () => {
    await start();
    expect(await set("is reading the launch page…")).toBe("ok");
    nowMs += 119_000;
    expect(line()).toBe("is reading the launch page…");
    expect(await set("is checking")).toBe("ok");
    nowMs += 119_000;
    expect(line()).toBe("is checking");
    nowMs += 1_000;
    expect(line()).toBeUndefined();
  });

  it("end with the app's next reply in that thread, or with an empty status", async () => {
    await start();
    const client = botClient(workspace);
    await set("is reading");
    await client.chat.postMessage({ channel: launch, text: "elsewhere" });
    expect(line()).toBe("is reading");
    await client.chat.postMessage({ channel: launch, text: "here", thread_ts: launchThreadTs });
    expect(line()).toBeUndefined();
    await set("is reading");
    await set("");
    expect(line()).toBeUndefined();
  });

  it("take ten loading messages and refuse the eleventh", async () => {
    await start();
    const texts = (count: number) => Array.from({ length: count }, (_, n) => `step ${n}`);
    expect(await set("is reading", { loading_messages: texts(11) })).toBe("invalid_arguments");
    expect(await set("is reading", { loading_messages: texts(10) })).toBe("ok");
    expect(workspace.statusLineOf("launch", launchThreadTs)?.loadingMessages).toHaveLength(10);
    expect(await set("is reading", { thread_ts: "1.1" })).toBe("invalid_thread_ts");
  });
});

describe("suggested prompts", () => {
  const prompts = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ title: `Title ${n}`, message: `Message ${n}` }));

  it("are shown in the direct message until somebody writes there", async () => {
    await start();
    const channel = workspace.openDm("maya");
    const set = (args: Record<string, unknown>) =>
      outcome("assistant.threads.setSuggestedPrompts", { channel_id: channel, ...args });
    expect(await set({ prompts: prompts(5) })).toBe("invalid_arguments");
    expect(await set({ prompts: [{ title: "only a title" }] })).toBe("invalid_arguments");
    expect(await set({ prompts: [] })).toBe("invalid_arguments");
    expect(await set({ channel_id: launch, prompts: prompts(1) })).toBe("channel_not_found");
    // An agent app's call with a thread is accepted and does nothing.
    expect(await set({ prompts: prompts(1), thread_ts: "1.1" })).toBe("ok");
    expect(workspace.promptsOf(channel)).toBeUndefined();
    expect(await set({ prompts: prompts(4), title: "Try" })).toBe("ok");
    expect(workspace.promptsOf(channel)).toMatchObject({ title: "Try", prompts: prompts(4) });
    workspace.say({ user: "maya", channel, text: "hello" });
    expect(workspace.promptsOf(channel)).toBeUndefined();
  });
});

describe("a plain workspace", () => {
  it("knows neither the methods nor the blocks", async () => {
    await start({ surface: "plain" });
    for (const method of [
      "agents.sessions.setStatus",
      "agents.sessions.rename",
      "assistant.threads.setStatus",
      "assistant.threads.setSuggestedPrompts",
      "assistant.threads.setTitle",
    ])
      expect(await outcome(method, { ...thread, status: "active" })).toBe("unknown_method");
    const cell = { type: "raw_text", text: "x" };
    const blocks = [
      { type: "plan", title: "x" },
      { type: "task_card", task_id: "t", title: "x", status: "pending" },
      { type: "table", rows: [[cell]] },
      { type: "context_actions", elements: [] },
    ];
    for (const block of blocks) {
      const refused = botClient(workspace).apiCall("chat.postMessage", {
        channel: launch,
        text: "x",
        blocks: [block],
      });
      await expect(refused).rejects.toMatchObject({
        data: {
          error: "invalid_blocks",
          errors: [`unsupported type: ${block.type} [json-pointer:/blocks/0/type]`],
        },
      });
    }
    expect(workspace.messages("launch").filter((one) => one.bot_id === bot.botId)).toEqual([]);
  });
});
