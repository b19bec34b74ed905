import { bot, channels, people } from "../../playground/seed/ids.js";
import { launchThreadTs } from "../../playground/seed/launch.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import { defaultSubscriptions } from "../../playground/workspace/defaults.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { botClient, isEvent, openLink, type Frame } from "./workspace-app.js";

let workspace: Workspace;

beforeEach(async () => {
  workspace = await startWorkspace({
    subscriptions: [
      ...defaultSubscriptions,
      "member_joined_channel",
      "member_left_channel",
      "channel_archive",
    ],
  });
});

afterEach(() => workspace.stop());

const subtype =
  (name: string) =>
  (frame: Frame): boolean =>
    frame.payload?.event?.["subtype"] === name;

describe("which conversations there are", () => {
  it("lists the bot's own by kind and page, without archived ones when asked", async () => {
    const client = botClient(workspace);
    workspace.invite({ user: bot.userId, channel: "leads-private" });
    workspace.openDm("maya");
    const mine = async (types: string, extra = {}) =>
      (await client.users.conversations({ types, ...extra })).channels?.map((one) => one.name);
    expect(await mine("private_channel")).toEqual(["leads-private"]);
    const open = await mine("public_channel");
    expect(open).toEqual(expect.arrayContaining(["launch", "general", "support", "meeting-notes"]));
    expect(open).not.toContain("leads-private");
    workspace.leave({ user: bot.userId, channel: "general" });
    workspace.archive("support");
    expect(await mine("public_channel", { exclude_archived: true })).toEqual(
      open?.filter((name) => name !== "general" && name !== "support"),
    );
    const types = "public_channel,private_channel,im";
    const whole = (await client.users.conversations({ types })).channels?.map((one) => one.id);
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.users.conversations({
        types,
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      });
      all.push(...(page.channels ?? []).map((one) => one.id ?? ""));
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined);
    expect(all.toSorted()).toEqual(whole?.toSorted());
    // All that are open but the one it left, the private one, and the direct message.
    expect(all).toHaveLength((open?.length ?? 0) - 1 + 2);
    await expect(client.users.conversations({ types: "sparkle" })).rejects.toMatchObject({
      data: { error: "invalid_types" },
    });
  });

  it("shows of a person only what the bot may know", async () => {
    const client = botClient(workspace);
    const of = async (user: string) =>
      (await client.users.conversations({ user, types: "public_channel,private_channel" })).channels
        ?.map((one) => one.name)
        .includes("leads-private");
    expect(await of(people.tom)).toBe(false);
    workspace.invite({ user: bot.userId, channel: "leads-private" });
    expect(await of(people.tom)).toBe(true);
    expect(await of(people.priya)).toBe(false);
  });

  it("says which channel other organisations share, with its strangers", async () => {
    const client = botClient(workspace);
    const shared = async () =>
      (await client.conversations.info({ channel: channels.launch })).channel?.is_ext_shared;
    expect(await shared()).toBe(false);
    workspace.shareOutside("launch");
    workspace.invite({ user: "kim", channel: "launch" });
    expect(await shared()).toBe(true);
    const link = await openLink(workspace);
    workspace.say({ user: "kim", channel: "launch", text: `<@${bot.userId}> hello` });
    const { payload } = await link.next(isEvent("app_mention"));
    expect(payload).toMatchObject({
      is_ext_shared_channel: true,
      event: { user: people.stranger, user_team: "T0OTHER001" },
    });
    await link.close();
    const { members } = await client.conversations.members({ channel: channels.launch });
    expect(members).toContain(people.stranger);
    const id = workspace.makeChannel({ name: "deals", members: ["maya"], isPrivate: true });
    await expect(client.conversations.info({ channel: id })).rejects.toMatchObject({
      data: { error: "channel_not_found" },
    });
  });

  it("opens a direct message once and posts there", async () => {
    const client = botClient(workspace);
    expect(workspace.dmOf("priya")).toBeUndefined();
    const opened = await client.conversations.open({ users: people.priya, return_im: true });
    expect(opened.channel).toMatchObject({ is_im: true, user: people.priya });
    const again = await client.conversations.open({ users: people.priya });
    expect(again.channel?.id).toBe(workspace.dmOf("priya"));
    await client.chat.postMessage({ channel: again.channel?.id ?? "", text: "Only for you" });
    expect(workspace.notificationsFor("priya").at(-1)).toMatchObject({ text: "Only for you" });
  });
});

describe("who comes and goes", () => {
  it("is told while the app is in the channel, the app's own leaving too", async () => {
    const link = await openLink(workspace);
    const heard = async (type: string) => (await link.next(isEvent(type))).payload?.event;
    workspace.join({ user: "ana", channel: "launch" });
    expect(await heard("member_joined_channel")).toMatchObject({ user: people.ana });
    workspace.leave({ user: "tom", channel: "launch" });
    expect(await heard("member_left_channel")).toMatchObject({
      user: people.tom,
      channel: channels.launch,
    });
    workspace.archive("support");
    expect(await heard("channel_archive")).toMatchObject({ channel: channels.support });
    workspace.remove({ user: bot.userId, channel: "launch" });
    expect(await heard("member_left_channel")).toMatchObject({ user: bot.userId });
    expect(workspace.messages("launch")).not.toHaveLength(0);
    await expect(
      botClient(workspace).conversations.history({ channel: channels.launch }),
    ).rejects.toMatchObject({ data: { error: "not_in_channel" } });
    await link.close();
  });
});

describe("deleting a message", () => {
  it("is heard as Slack says it: deleted without replies, a tombstone with replies", async () => {
    const link = await openLink(workspace);
    const ts = workspace.say({ user: "maya", channel: "launch", text: "a" });
    workspace.delete({ user: "maya", channel: "launch", ts });
    expect((await link.next(subtype("message_deleted"))).payload?.event).toMatchObject({
      hidden: true,
      deleted_ts: ts,
      channel: channels.launch,
      previous_message: { user: people.maya, text: "a", ts },
    });
    const root = workspace.say({ user: "maya", channel: "launch", text: "b" });
    workspace.say({ user: "tom", channel: "launch", text: "c", threadTs: root });
    workspace.delete({ user: "maya", channel: "launch", ts: root });
    expect((await link.next(subtype("message_changed"))).payload?.event).toMatchObject({
      hidden: true,
      message: { subtype: "tombstone", ts: root },
      previous_message: { user: people.maya, text: "b", ts: root },
    });
    await link.close();
  });

  it("by the app takes its own post away once", async () => {
    const client = botClient(workspace);
    const { ts = "" } = await client.chat.postMessage({
      channel: channels.companyNews,
      text: "Posted",
    });
    await client.chat.delete({ channel: channels.companyNews, ts });
    expect(workspace.message("company-news", ts)).toBeUndefined();
    await expect(client.chat.delete({ channel: channels.companyNews, ts })).rejects.toMatchObject({
      data: { error: "message_not_found" },
    });
  });
});

describe("the app's files", () => {
  it("hang in the thread they were posted to, readable and downloadable", async () => {
    const client = botClient(workspace);
    const text = "# Brief\n".repeat(1000);
    const sent = await client.filesUploadV2({
      channel_id: channels.launch,
      thread_ts: launchThreadTs,
      initial_comment: "The whole brief",
      filename: "brief.md",
      title: "Launch brief",
      content: text,
    });
    const [file] = workspace.files("launch", launchThreadTs).slice(-1);
    expect(file).toMatchObject({ name: "brief.md", title: "Launch brief", user: bot.userId, text });
    expect(JSON.stringify(sent)).toContain(file?.id);
    const info = await client.files.info({ file: file?.id ?? "" });
    expect(info.file?.shares?.public?.[channels.launch]?.[0]).toMatchObject({
      ts: file?.ts,
      thread_ts: launchThreadTs,
    });
    await client.chat.delete({ channel: channels.launch, ts: file?.ts ?? "" });
    expect(workspace.files("launch", launchThreadTs).map((one) => one.name)).not.toContain(
      "brief.md",
    );
  });
});
