import { bot, channels, people } from "../../playground/seed/ids.js";
import { asText, type JsonObject } from "../../playground/workspace/json.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { botClient, openLink, type Frame, type Link } from "./workspace-app.js";

let workspace: Workspace;
let link: Link;

beforeEach(async () => {
  workspace = await startWorkspace({ seed: "empty", ackTimeoutMs: 1_500 });
  link = await openLink(workspace);
});

afterEach(async () => {
  await link.close();
  await workspace.stop();
});

const interactive = (frame: Frame): boolean => frame.type === "interactive";

const card = [
  {
    type: "section" as const,
    block_id: "head",
    text: { type: "mrkdwn" as const, text: `<@${people.priya}>, ok?` },
    accessory: {
      type: "overflow" as const,
      action_id: "card.more",
      options: [
        { text: { type: "plain_text" as const, text: "Why?" }, value: "why:c1" },
        { text: { type: "plain_text" as const, text: "Remind me" }, value: "remind:c1" },
      ],
    },
  },
  {
    type: "actions" as const,
    block_id: "buttons",
    elements: [
      {
        type: "button" as const,
        action_id: "call.approve",
        value: "c1",
        style: "primary" as const,
        text: { type: "plain_text" as const, text: "Approve" },
      },
    ],
  },
];

async function post(): Promise<string> {
  const answer = await botClient(workspace).chat.postMessage({
    channel: channels.launch,
    text: "Priya, ok?",
    blocks: card,
  });
  return answer.ts ?? "";
}

/** Presses and acknowledges, and gives the payload the app saw. */
async function pressed(press: Promise<unknown>): Promise<JsonObject> {
  const frame = await link.next(interactive);
  link.ack(frame);
  await press;
  return frame.payload ?? {};
}

/** Posts to a response URL and gives status and body. */
async function respond(
  payload: JsonObject,
  body: object,
): Promise<{ status: number; text: string }> {
  const answer = await fetch(asText(payload["response_url"]), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
}

describe("a click on a message", () => {
  it("carries who, where, what and the message", async () => {
    const ts = await post();
    const payload = await pressed(
      workspace.click({ user: "priya", channel: "#launch", ts, actionId: "call.approve" }),
    );
    expect(payload).toMatchObject({
      type: "block_actions",
      user: { id: people.priya, username: "priya", team_id: workspace.world.state.team.id },
      team: { domain: "acme" },
      container: {
        type: "message",
        message_ts: ts,
        channel_id: channels.launch,
        is_ephemeral: false,
      },
      channel: { id: channels.launch, name: "launch" },
      message: { ts, bot_id: bot.botId },
      actions: [
        {
          action_id: "call.approve",
          block_id: "buttons",
          value: "c1",
          type: "button",
          style: "primary",
        },
      ],
      state: { values: {} },
    });
    expect(payload["trigger_id"]).toMatch(/^\d+\.\d+\.[0-9a-f]{32}$/);
  });

  it("carries the chosen option of a menu", async () => {
    const ts = await post();
    const payload = await pressed(
      workspace.click({
        user: "priya",
        channel: "launch",
        ts,
        actionId: "card.more",
        value: "remind:c1",
      }),
    );
    expect(payload["actions"]).toMatchObject([
      { type: "overflow", selected_option: { value: "remind:c1" } },
    ]);
  });

  it("reports that nobody acknowledged it", async () => {
    const ts = await post();
    const done = await workspace.click({
      user: "priya",
      channel: "launch",
      ts,
      actionId: "call.approve",
    });
    expect(done.acked).toBe(false);
  });

  it("is impossible for somebody who cannot see it, unless it is forged", async () => {
    const ts = await post();
    workspace.remove({ user: "sam", channel: "launch" });
    const at = { user: "sam", channel: "launch", ts, actionId: "call.approve" };
    await expect(workspace.click(at)).rejects.toThrow("cannot see this channel");
    expect((await pressed(workspace.click({ ...at, force: true })))["user"]).toMatchObject({
      id: people.sam,
    });
    await expect(workspace.click({ ...at, user: "maya", actionId: "call.nope" })).rejects.toThrow(
      'no control "call.nope"',
    );
  });
});

describe("a response URL", () => {
  it("answers privately, replaces the message, and serves five times", async () => {
    const ts = await post();
    const payload = await pressed(
      workspace.click({ user: "sam", channel: "launch", ts, actionId: "call.approve" }),
    );
    expect((await respond(payload, { text: "Only Priya can decide this." })).status).toBe(200);
    expect(workspace.ephemerals("sam")).toMatchObject([
      { text: "Only Priya can decide this.", to: people.sam },
    ]);
    expect(workspace.ephemerals("priya")).toEqual([]);
    await respond(payload, { text: "Approved", replace_original: true });
    expect(workspace.message("launch", ts)).toMatchObject({ text: "Approved" });
    expect(workspace.message("launch", ts)?.blocks).toBeUndefined();
    await respond(payload, { text: "For all", response_type: "in_channel" });
    expect(workspace.messages("launch").at(-1)).toMatchObject({
      text: "For all",
      bot_id: bot.botId,
    });
    for (const _ of [4, 5]) await respond(payload, { text: "again" });
    expect(await respond(payload, { text: "sixth" })).toMatchObject({ status: 404 });
  });

  it("replaces and deletes an ephemeral message, whose clicks carry no message", async () => {
    await botClient(workspace).chat.postEphemeral({
      channel: channels.launch,
      user: people.maya,
      text: "Try it",
      blocks: card,
    });
    const shown = workspace.ephemerals("maya")[0];
    const payload = await pressed(
      workspace.click({ user: "maya", channel: "launch", ts: shown?.ts, actionId: "call.approve" }),
    );
    expect(payload["container"]).toMatchObject({ is_ephemeral: true });
    expect(payload["message"]).toBeUndefined();
    await respond(payload, { text: "Changed", replace_original: true });
    expect(workspace.ephemerals("maya")).toMatchObject([{ text: "Changed" }]);
    await respond(payload, { delete_original: true });
    expect(workspace.ephemerals("maya")).toEqual([]);
  });
});

describe("shortcuts and home", () => {
  it("send the message a shortcut was used on", async () => {
    const ts = workspace.say({ user: "leo", channel: "support", text: "six tickets" });
    const payload = await pressed(
      workspace.shortcut({ user: "leo", channel: "support", ts, callbackId: "run_from_message" }),
    );
    expect(payload).toMatchObject({
      type: "message_action",
      callback_id: "run_from_message",
      message_ts: ts,
      message: { text: "six tickets", user: people.leo },
      channel: { id: channels.support },
    });
  });

  it("say that somebody opened the home tab", async () => {
    workspace.openHome("ana");
    const frame = await link.next((each) => each.payload?.event?.["type"] === "app_home_opened");
    expect(frame.payload?.event).toMatchObject({ user: people.ana, tab: "home" });
  });
});

describe("notifications", () => {
  it("are new mentions and direct messages, never edits or mentions of outsiders", async () => {
    const client = botClient(workspace);
    const ts = await post();
    await client.chat.update({ channel: channels.launch, ts, text: `<@${people.tom}> look` });
    await client.chat.postMessage({ channel: people.maya, text: "Good morning" });
    await client.chat.postMessage({ channel: channels.launch, text: `<@${people.ana}> hello` });
    expect(workspace.notificationsFor("priya").map((ping) => ping.ts)).toEqual([ts]);
    expect(workspace.notificationsFor("tom")).toEqual([]);
    expect(workspace.notificationsFor("maya").map((ping) => ping.text)).toEqual(["Good morning"]);
    expect(workspace.notificationsFor("ana")).toEqual([]);
    await client.chat.postMessage({ channel: channels.launch, text: "<!channel> all" });
    expect(workspace.notificationsFor("sam")).toHaveLength(1);
  });
});
