import { request } from "node:http";
import {
  browserState,
  type BrowserReply,
  type BrowserState,
} from "../../playground/workspace/browser-contract.js";
import { bot, channels, people } from "../../playground/seed/ids.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { botClient } from "./workspace-app.js";

let workspace: Workspace;

beforeEach(async () => {
  workspace = await startWorkspace({
    page: (path) => (path === "/" ? { body: "<p>page</p>", type: "text/html" } : undefined),
    routes: { "/control/state": (_request, response) => void response.end("mounted") },
  });
});

afterEach(() => workspace.stop());

async function state(user: string): Promise<BrowserState> {
  const answer = await fetch(`${workspace.origin}/browser/state?user=${user}`);
  return browserState.parse(await answer.json());
}

async function verb(
  name: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<BrowserReply> {
  const answer = await fetch(`${workspace.origin}/browser/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as BrowserReply;
}

describe("the page's state", () => {
  it("opens prepared: thread, documents, draft and the line that says what to press", async () => {
    const maya = await state(people.maya);
    expect(maya.hint).toMatchObject({
      channel: channels.launch,
      draft: `@Fermata turn this thread into a one-page launch brief, check it against ${workspace.origin}/pages/launch, and ask Priya to approve`,
    });
    expect(maya.people).toEqual([
      people.maya,
      people.priya,
      people.tom,
      people.leo,
      people.ana,
      people.sam,
    ]);
    const files = maya.messages[channels.launch]?.flatMap((message) => message.files ?? []);
    expect(files?.map((file) => file.name)).toEqual(["launch-notes.md", "support-rota.csv"]);
    expect((await state(people.priya)).hint?.become).toBe(people.maya);
  });

  it("shows each person only what they can see", async () => {
    const names = (seen: BrowserState) => seen.channels.map((channel) => channel.name);
    expect(names(await state(people.sam))).toEqual(["launch", "incident-checkout"]);
    expect(names(await state(people.maya))).toContain("leads-private");
    expect(names(await state(people.priya))).not.toContain("leads-private");
    const ana = await state(people.ana);
    expect(ana.channels.find((channel) => channel.name === "launch")?.isMember).toBe(false);
  });

  it("counts what is unread and who waits", async () => {
    await botClient(workspace).chat.postMessage({
      channel: channels.launch,
      text: `<@${people.priya}> please approve`,
      blocks: [
        {
          type: "actions",
          elements: [
            {
              type: "button",
              action_id: "call.approve",
              value: "c",
              text: { type: "plain_text", text: "Approve" },
            },
          ],
        },
      ],
    });
    const priya = await state(people.priya);
    expect(priya.waiting[people.priya]).toBe(1);
    expect(priya.channels.find((channel) => channel.name === "launch")).toMatchObject({
      unread: 1,
      mentions: 1,
    });
    await verb("read", { user: people.priya, channel: channels.launch });
    expect((await state(people.priya)).waiting[people.priya]).toBe(0);
  });

  it("tells open pages about changes", async () => {
    const answer = await fetch(`${workspace.origin}/browser/stream?user=${people.maya}`);
    const reader = answer.body?.getReader();
    const decode = (value: Uint8Array | undefined) => Buffer.from(value ?? []).toString("utf8");
    expect(decode((await reader?.read())?.value)).toContain("event: changed");
    workspace.say({ user: "tom", channel: "launch", text: "news" });
    expect(decode((await reader?.read())?.value)).toMatch(
      /event: changed\ndata: \{"version":\d+\}/,
    );
    await reader?.cancel();
  });
});

describe("what the page does", () => {
  it("sends what was typed as Slack would: escaped, with mentions, channels and links", async () => {
    const typed =
      "@Fermata compare <a> & b on https://acme.example/x?a=1&b=2, see #general and @nobody";
    const { ts } = await verb("say", { user: people.maya, channel: channels.launch, text: typed });
    const message = workspace.message("launch", ts ?? "");
    expect(message?.text).toBe(
      `<@${bot.userId}> compare &lt;a&gt; &amp; b on <https://acme.example/x?a=1&amp;b=2>, see <#${channels.general}|general> and @nobody`,
    );
    expect(message?.blocks?.[0]).toMatchObject({
      type: "rich_text",
      elements: [
        {
          elements: [
            { type: "user", user_id: bot.userId },
            { type: "text", text: " compare <a> & b on " },
            { type: "link", url: "https://acme.example/x?a=1&b=2" },
            { type: "text", text: ", see " },
            { type: "channel", channel_id: channels.general },
            { type: "text", text: " and @nobody" },
          ],
        },
      ],
    });
  });

  it("uploads, shares and downloads a file", async () => {
    const contentBase64 = Buffer.from("a,b\n1,2\n").toString("base64");
    const { fileId } = await verb("upload", { user: people.maya, name: "t.csv", contentBase64 });
    await verb("say", { user: people.maya, channel: channels.launch, text: "", fileIds: [fileId] });
    expect(workspace.messages("launch").at(-1)).toMatchObject({
      subtype: "file_share",
      files: [{ id: fileId }],
    });
    const file = await fetch(`${workspace.origin}/files/${fileId}`);
    expect(await file.text()).toBe("a,b\n1,2\n");
  });

  it("is refused in plain words", async () => {
    const sam = { user: people.sam, channel: channels.general };
    expect(await verb("say", { ...sam, text: "hi" })).toEqual({
      ok: false,
      error: "Sam Okafor is not in this channel.",
    });
    expect(await verb("dance", {})).toMatchObject({ ok: false });
    expect(await verb("say", { user: people.sam })).toMatchObject({ ok: false });
    const missing = { user: people.maya, channel: channels.launch, ts: "1.1", actionId: "x" };
    expect(await verb("click", missing)).toEqual({ ok: false, error: "This message is gone." });
    const command = {
      user: people.maya,
      channel: channels.launch,
      command: "/fermata",
      text: "list",
    };
    expect(await verb("command", { ...command, threadTs: "1.1" })).toMatchObject({ ok: false });
    expect(await verb("command", command)).toMatchObject({
      ok: false,
      error: expect.stringContaining("did not answer"),
    });
  });
});

it("takes Slack's own /invite, from members only", async () => {
  const asked = { channel: channels.leadsPrivate, command: "/invite", text: "@Fermata" };
  const { commands } = await state(people.maya);
  expect(commands.map((one) => one.command)).toContain("/invite");
  expect(await verb("command", { ...asked, user: people.priya })).toMatchObject({ ok: false });
  expect(await verb("command", { ...asked, user: people.maya })).toEqual({ ok: true });
  const { channels: seen } = await state(people.tom);
  const leads = seen.find((one) => one.id === channels.leadsPrivate);
  expect(leads?.members).toContain(bot.userId);
  expect(await verb("command", { ...asked, user: people.tom })).toEqual({
    ok: false,
    error: "Fermata is in #leads-private already.",
  });
  const nobody = { ...asked, user: people.tom, text: "everybody" };
  expect(await verb("command", nobody)).toMatchObject({ error: "Say whom: /invite @name" });
});

describe("who may reach the server", () => {
  it("answers only to this machine's names, and takes verbs only from its own page as JSON", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const path = `${workspace.origin}/browser/state?user=${people.maya}`;
      const asked = request(path, { headers: { host: "evil.example" } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on("error", reject);
      asked.end();
    });
    expect(status).toBe(403);
    const body = { user: people.maya, channel: channels.launch, text: "x" };
    expect(await verb("say", body, { "content-type": "text/plain" })).toMatchObject({ ok: false });
    expect(await verb("say", body, { origin: "http://evil.example" })).toMatchObject({ ok: false });
    expect(await verb("say", body, { origin: workspace.origin })).toMatchObject({ ok: true });
  });

  it("serves the page, the parent's routes and the sample pages", async () => {
    const text = async (path: string) => (await fetch(`${workspace.origin}${path}`)).text();
    expect(await text("/")).toBe("<p>page</p>");
    expect(await text("/control/state")).toBe("mounted");
    expect(await text("/pages/launch")).toMatch(/available from\s+Thursday 3 December/);
    const changed = {
      pricing: "9 November",
      "status-guide": "9 November",
      hostile: "9 November",
      norda: "12 November",
      kvik: "28 October",
      refunds: "1 September",
    };
    for (const [page, day] of Object.entries(changed))
      expect(await text(`/pages/${page}`)).toContain(`Changed ${day}`);
    // A sample page without a date.
    expect(await text("/pages/deskly")).not.toContain("Changed");
    expect((await fetch(`${workspace.origin}/pages/../seed/ids.ts`)).status).toBe(404);
  });
});
