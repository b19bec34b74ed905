import { bot, channels, credentials, people, team } from "../../playground/seed/ids.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import { hasCode } from "../../src/errors.js";
import { silentLog } from "../../src/log.js";
import { createDirectory } from "../../src/slack/directory.js";
import { createDownloadFile, mayHaveToken } from "../../src/slack/download-file.js";
import { createThreadReader } from "../../src/slack/thread-reader.js";
import { createWebClient } from "../../src/slack/web-client.js";

let workspace: Awaited<ReturnType<typeof startWorkspace>>;
beforeEach(async () => {
  workspace = await startWorkspace({ seed: "empty" });
});
afterEach(() => workspace.stop());

function open() {
  let now = Date.now();
  const client = createWebClient({
    token: credentials.botToken,
    slackApiUrl: workspace.apiUrl,
    log: silentLog,
    timeoutMs: 10_000,
  });
  const directory = createDirectory({
    client,
    clock: { now: () => new Date(now) },
    log: silentLog,
  });
  return { client, directory, pass: (ms: number) => (now += ms) };
}
const infos = () => workspace.calls.filter((call) => call.method === "users.info").length;

it("tells who somebody is, and asks again only after ten minutes", async () => {
  const { directory, pass } = open();
  const maya = await directory.person(team.id, people.maya);
  expect(maya).toMatchObject({
    name: "Maya",
    isBot: false,
    isGuest: false,
    isStranger: false,
    isDeactivated: false,
  });
  await directory.person(team.id, people.maya);
  expect(infos()).toBe(1);
  pass(11 * 60_000);
  await directory.person(team.id, people.maya);
  expect(infos()).toBe(2);
  expect(await directory.person(team.id, people.sam)).toMatchObject({ isGuest: true });
  expect(await directory.person(team.id, people.stranger)).toMatchObject({ isStranger: true });
  expect(await directory.person(team.id, people.gone)).toMatchObject({ isDeactivated: true });
  expect(await directory.person(team.id, bot.userId)).toMatchObject({ isBot: true });
  expect(await directory.person("T0OTHER", people.maya)).toMatchObject({ isStranger: true });
  expect(await directory.person(team.id, "U0NOBODY")).toMatchObject({
    isStranger: true,
    isDeactivated: true,
  });
});

it("lists the people of a channel, and nobody of one it cannot see", async () => {
  const { directory } = open();
  const members = await directory.members(team.id, channels.launch);
  expect(members.map((one) => one.name)).toContain("Maya");
  expect(members.some((one) => one.isBot || one.isDeactivated)).toBe(false);
  expect(await directory.members(team.id, "C0NOWHERE1")).toEqual([]);
});

it("asks Slack once more after a hiccup", async () => {
  const { directory } = open();
  const from = workspace.calls.length;
  workspace.faults.add({ method: "users.info", kind: "500" });
  expect(await directory.person(team.id, people.maya)).toMatchObject({ name: "Maya" });
  const asked = workspace.calls.slice(from).filter((call) => call.method === "users.info");
  expect(asked.map((call) => call.outcome)).toEqual(["500", "ok"]);
});

it("says that Slack cannot be reached instead of guessing", async () => {
  const { directory } = open();
  workspace.faults.add({ method: "users.info", kind: "500", times: 2 });
  const failed: unknown = await directory
    .person(team.id, people.maya)
    .catch((error: unknown) => error);
  expect(hasCode(failed, "SLACK_UNREACHABLE")).toBe(true);
  expect(await directory.person(team.id, people.maya)).toMatchObject({ name: "Maya" });
});

it("reads a long thread with names, words and files", async () => {
  const { client, directory } = open();
  const threadTs = workspace.say({
    user: "maya",
    channel: "launch",
    text: `Ask <@${people.priya}> &amp; co`,
  });
  for (let n = 0; n < 230; n += 1)
    workspace.say({ user: "tom", channel: "launch", text: `reply ${n}`, threadTs });
  workspace.say({
    user: "leo",
    channel: "launch",
    text: "the rota",
    threadTs,
    files: [{ name: "rota.csv", content: "Day,Who\nMonday,Leo\n", mimetype: "text/csv" }],
  });
  await client.chat.postMessage({ channel: channels.launch, thread_ts: threadTs, text: "mine" });
  const self = { team: team.id, botId: bot.botId, botUserId: bot.userId };
  const reader = createThreadReader({ client, directory, self });
  const { messages: read, isCut } = await reader.readThread(channels.launch, threadTs);
  expect(isCut).toBe(false);
  expect(read).toHaveLength(233);
  expect(read[0]).toMatchObject({ name: "Maya", plain: "Ask @Priya & co", isOwn: false });
  expect(read[230]).toMatchObject({ name: "Tom", plain: "reply 229" });
  expect(read[232]).toMatchObject({ isOwn: true });
  const file = read[231]?.files[0];
  if (!file) throw new Error("no file");
  const download = createDownloadFile({
    token: credentials.botToken,
    slackApiUrl: workspace.apiUrl,
  });
  expect(Buffer.from((await download(file, 1000)).bytes).toString()).toBe("Day,Who\nMonday,Leo\n");
  const tooLarge: unknown = await download({ ...file, sizeBytes: 1 }, 5).catch(
    (error: unknown) => error,
  );
  expect(hasCode(tooLarge, "FILE_UNREADABLE")).toBe(true);
  const elsewhere = { ...file, url: "http://127.0.0.1:9/x" };
  const refused: unknown = await download(elsewhere, 1000).catch((error: unknown) => error);
  expect(hasCode(refused, "FILE_UNREADABLE")).toBe(true);
});

it("gives the token to Slack only", () => {
  const api = "https://slack.com";
  for (const url of [
    "https://files.slack.com/f",
    "https://acme.slack.com/f",
    "https://slack.com/f",
  ])
    expect(mayHaveToken(url, api)).toBe(true);
  for (const url of [
    "http://files.slack.com/f",
    "https://files.slack.com.evil.example/f",
    "https://evilslack.com/f",
    "https://slack.com@evil.example/",
    "https://slack.com:8443/f",
    "file:///etc/passwd",
  ])
    expect(mayHaveToken(url, api)).toBe(false);
});
