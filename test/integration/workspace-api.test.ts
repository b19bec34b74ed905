import { bot, channels, credentials, people } from "../../playground/seed/ids.js";
import { launchThreadTs } from "../../playground/seed/launch.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { botClient } from "./workspace-app.js";

let workspace: Workspace;

beforeEach(async () => {
  workspace = await startWorkspace({ refuseBlockTypes: ["plan"] });
});

afterEach(() => workspace.stop());

/** Calls a method as the bot and gives Slack's error name, or `ok`. */
async function outcome(
  method: string,
  args: Record<string, unknown>,
  token?: string,
): Promise<string> {
  const answer = botClient(workspace, token).apiCall(method, args);
  return answer.then(
    () => "ok",
    (error: { data?: { error: string } }) => error.data?.error ?? "no answer from Slack",
  );
}

const launch = channels.launch;

describe("who may call", () => {
  it.each([
    ["auth.test", "", "not_authed"],
    ["auth.test", "xoxb-other", "invalid_auth"],
    ["auth.test", credentials.appToken, "not_allowed_token_type"],
    ["apps.connections.open", credentials.botToken, "not_allowed_token_type"],
    ["agents.sessions.create", credentials.botToken, "unknown_method"],
    ["chat.startStream", credentials.botToken, "unknown_method"],
    ["team.info", credentials.botToken, "missing_scope"],
  ])("%s with %s is %s", async (method, token, expected) => {
    const answer = await fetch(`${workspace.apiUrl}${method}`, {
      method: "POST",
      headers: token === "" ? {} : { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ ok: false, error: expected });
  });

  it("names itself, and the scope that is missing", async () => {
    expect(await botClient(workspace).auth.test()).toMatchObject({
      user_id: bot.userId,
      bot_id: bot.botId,
      team_id: workspace.world.state.team.id,
    });
    const refused = botClient(workspace).team.info();
    await expect(refused).rejects.toMatchObject({ data: { needed: "team:read" } });
  });
});

describe("posting", () => {
  it.each([
    ["no channel", { channel: "C0NOWHERE1", text: "x" }, "channel_not_found"],
    [
      "a private channel it is not in",
      { channel: channels.leadsPrivate, text: "x" },
      "channel_not_found",
    ],
    ["nothing", { channel: launch, text: "" }, "no_text"],
    [
      "an unknown thread",
      { channel: launch, text: "x", thread_ts: "1.000001" },
      "thread_not_found",
    ],
    [
      "an unknown block",
      { channel: launch, text: "x", blocks: [{ type: "sparkle" }] },
      "invalid_blocks",
    ],
    [
      "a refused block",
      { channel: launch, text: "x", blocks: [{ type: "plan", title: "x" }] },
      "invalid_blocks",
    ],
    [
      "blocks that are no list",
      { channel: launch, text: "x", blocks: "{" },
      "invalid_blocks_format",
    ],
    [
      "bad metadata",
      { channel: launch, text: "x", metadata: { key: "1" } },
      "invalid_metadata_schema",
    ],
  ])("refuses %s", async (_what, args, expected) => {
    expect(await outcome("chat.postMessage", args)).toBe(expected);
    expect(workspace.messages("launch").filter((message) => message.bot_id)).toEqual([]);
  });

  it("points at each problem in Slack's words", async () => {
    const blocks = [{ type: "section", text: { type: "mrkdwn", text: "x".repeat(3001) } }];
    const answer = botClient(workspace).apiCall("chat.postMessage", {
      channel: launch,
      text: "x",
      blocks,
    });
    await expect(answer).rejects.toMatchObject({
      data: {
        error: "invalid_blocks",
        response_metadata: {
          messages: [
            "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
          ],
        },
      },
    });
  });

  it("refuses a channel it is not in, and an archived one", async () => {
    workspace.remove({ user: bot.userId, channel: "general" });
    workspace.archive("support");
    expect(await outcome("chat.postMessage", { channel: channels.general, text: "x" })).toBe(
      "not_in_channel",
    );
    expect(await outcome("chat.postMessage", { channel: channels.support, text: "x" })).toBe(
      "is_archived",
    );
  });

  it("keeps metadata through an edit and drops blocks that the edit leaves out", async () => {
    const client = botClient(workspace);
    const metadata = { event_type: "fermata_post", event_payload: { key: "k1" } };
    const { ts = "" } = await client.chat.postMessage({
      channel: launch,
      text: "one",
      thread_ts: launchThreadTs,
      metadata,
      blocks: [{ type: "divider" }],
    });
    await client.chat.update({ channel: launch, ts, text: "two" });
    const found = await client.conversations.replies({
      channel: launch,
      ts: launchThreadTs,
      include_all_metadata: true,
    });
    expect(found.messages?.at(-1)).toMatchObject({ ts, text: "two", metadata });
    expect(found.messages?.at(-1)?.blocks).toBeUndefined();
    const without = await client.conversations.replies({ channel: launch, ts: launchThreadTs });
    expect(without.messages?.at(-1)?.metadata).toBeUndefined();
  });

  it("edits only its own messages, within Slack's length", async () => {
    const { ts = "" } = await botClient(workspace).chat.postMessage({
      channel: launch,
      text: "mine",
    });
    expect(await outcome("chat.update", { channel: launch, ts: launchThreadTs, text: "x" })).toBe(
      "cant_update_message",
    );
    expect(await outcome("chat.update", { channel: launch, ts: "1.1", text: "x" })).toBe(
      "message_not_found",
    );
    expect(await outcome("chat.update", { channel: launch, ts, text: "x".repeat(4001) })).toBe(
      "msg_too_long",
    );
    expect(await outcome("chat.delete", { channel: launch, ts: launchThreadTs })).toBe(
      "cant_delete_message",
    );
  });

  it("shows ephemeral messages to members only, and they cannot be edited", async () => {
    const args = { channel: launch, text: "psst" };
    expect(await outcome("chat.postEphemeral", { ...args, user: people.ana })).toBe(
      "user_not_in_channel",
    );
    expect(await outcome("chat.postEphemeral", { ...args, user: "U0NOBODY" })).toBe(
      "user_not_found",
    );
    const { message_ts: ts = "" } = await botClient(workspace).chat.postEphemeral({
      ...args,
      user: people.maya,
    });
    expect(await outcome("chat.update", { channel: launch, ts, text: "x" })).toBe(
      "message_not_found",
    );
  });

  it("reacts once and takes it back once", async () => {
    const at = { channel: launch, timestamp: launchThreadTs, name: "eyes" };
    expect(await outcome("reactions.add", at)).toBe("ok");
    expect(await outcome("reactions.add", at)).toBe("already_reacted");
    expect(await outcome("reactions.remove", at)).toBe("ok");
    expect(await outcome("reactions.remove", at)).toBe("no_reaction");
  });
});

describe("reading", () => {
  it("pages through a thread, root first, by cursor", async () => {
    const client = botClient(workspace);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const args = { channel: launch, ts: launchThreadTs, limit: 5 };
      const page = await client.conversations.replies(
        cursor === undefined ? args : { ...args, cursor },
      );
      seen.push(...(page.messages ?? []).map((message) => message.ts ?? ""));
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(workspace.messages("launch", launchThreadTs).map((message) => message.ts));
    expect(seen).toHaveLength(12);
  });

  it("gives the root even when only newer replies are asked for", async () => {
    const oldest = workspace.messages("launch", launchThreadTs).at(-2)?.ts ?? "";
    const answer = await botClient(workspace).conversations.replies({
      channel: launch,
      ts: launchThreadTs,
      oldest,
    });
    expect(answer.messages?.map((message) => message.ts)).toEqual([
      launchThreadTs,
      workspace.messages("launch", launchThreadTs).at(-1)?.ts,
    ]);
  });

  it("shows history newest first without replies", async () => {
    const answer = await botClient(workspace).conversations.history({ channel: launch });
    expect(answer.messages).toHaveLength(3);
    expect(answer.messages?.[0]).toMatchObject({ ts: launchThreadTs, reply_count: 11 });
  });

  it("pages members and tells people apart", async () => {
    const client = botClient(workspace);
    const page = await client.conversations.members({ channel: launch, limit: 4 });
    expect(page.members).toHaveLength(4);
    expect(page.response_metadata?.next_cursor).not.toBe("");
    const who = async (user: string) => (await client.users.info({ user })).user;
    expect(await who(people.sam)).toMatchObject({
      is_restricted: true,
      is_ultra_restricted: false,
    });
    expect(await who(people.ana)).toMatchObject({ is_admin: true, tz: "Europe/Berlin" });
    expect(await who(people.stranger)).toMatchObject({ is_stranger: true });
    expect(await who(people.otherBot)).toMatchObject({ is_bot: true });
    const gone = await who(people.gone);
    expect(gone).toMatchObject({ deleted: true });
    expect(gone?.is_restricted).toBeUndefined();
    expect(await outcome("users.info", { user: "U0NOBODY" })).toBe("user_not_found");
    expect(await outcome("conversations.open", { users: people.gone })).toBe("user_disabled");
  });
});

describe("files", () => {
  it("go up in three steps and are posted into the thread", async () => {
    await botClient(workspace).filesUploadV2({
      channel_id: launch,
      thread_ts: launchThreadTs,
      initial_comment: "The whole brief",
      filename: "brief.md",
      content: "# Brief",
    });
    const last = workspace.messages("launch", launchThreadTs).at(-1);
    expect(last).toMatchObject({
      text: "The whole brief",
      bot_id: bot.botId,
      files: [{ name: "brief.md", size: 7 }],
    });
  });

  it("come down only with a token; otherwise Slack shows its login page with status 200", async () => {
    const shared = workspace.messages("launch").flatMap((message) => message.files ?? []);
    const url = shared.find((file) => file.name === "support-rota.csv")?.url_private ?? "";
    const mine = await fetch(url, { headers: { authorization: `Bearer ${credentials.botToken}` } });
    expect(await mine.text()).toContain("Leo Marchetti");
    const stranger = await fetch(url);
    expect(stranger.status).toBe(200);
    expect(await stranger.text()).toContain("Sign in");
  });
});
