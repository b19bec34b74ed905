import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver, LogLevel, verifySlackRequest } from "@slack/bolt";
import { bot, channels, credentials } from "../../playground/seed/ids.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";

let workspace: Workspace;
const ends: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await workspace.stop();
});

interface Heard {
  headers: IncomingMessage["headers"];
  body: string;
}

/** A plain HTTP app that answers each request with the next status of the list. */
async function plainApp(
  statuses: number[],
  headers: Record<string, string> = {},
): Promise<Heard[]> {
  const heard: Heard[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
      response.writeHead(statuses[heard.length - 1] ?? 200, headers);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  ends.push(() => void server.close());
  workspace.useEventsUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  return heard;
}

describe("signed HTTP mode", () => {
  it("carries a mention, a click and a form to Bolt's own receiver", async () => {
    workspace = await startWorkspace({ seed: "empty", httpMode: true });
    const receiver = new HTTPReceiver({
      signingSecret: credentials.signingSecret,
      logLevel: LogLevel.ERROR,
    });
    const app = new App({
      token: credentials.botToken,
      receiver,
      deferInitialization: true,
      logLevel: LogLevel.ERROR,
      clientOptions: { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } },
    });
    await app.init();
    app.event("app_mention", async ({ say }) => {
      await say({
        text: "Decide",
        blocks: [
          {
            type: "actions",
            elements: [
              {
                type: "button",
                action_id: "call.edit",
                value: "c1",
                text: { type: "plain_text", text: "Edit" },
              },
            ],
          },
        ],
      });
    });
    app.action({ type: "block_actions", action_id: "call.edit" }, async ({ ack, body, client }) => {
      await ack();
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: "modal",
          callback_id: "call.edit",
          title: { type: "plain_text", text: "Edit" },
          submit: { type: "plain_text", text: "Save" },
          blocks: [
            {
              type: "input",
              block_id: "text",
              label: { type: "plain_text", text: "Text" },
              element: { type: "plain_text_input", action_id: "value" },
            },
          ],
        },
      });
    });
    app.view("call.edit", ({ ack }) =>
      ack({ response_action: "errors", errors: { text: "Too short" } }),
    );
    app.command("/fermata", ({ ack }) => ack("Nothing is waiting."));
    const server = (await app.start(0)) as Server;
    ends.push(() => app.stop());
    workspace.useEventsUrl(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    );

    workspace.say({ user: "maya", channel: "launch", text: `<@${bot.userId}> go` });
    const card = await workspace.waitFor((seen) =>
      seen.messages("launch").find((message) => message.text === "Decide"),
    );
    await workspace.click({ user: "priya", channel: "launch", ts: card.ts, actionId: "call.edit" });
    const view = await workspace.waitFor((seen) => seen.views("priya").at(-1));
    const done = await workspace.submit({ user: "priya", viewId: view.id, values: { text: "hm" } });
    expect(done).toMatchObject({ ok: false, errors: { text: "Too short" } });
    await workspace.command({ user: "maya", channel: "launch", text: "list" });
    expect(workspace.ephemerals("maya").at(-1)?.text).toBe("Nothing is waiting.");
  });

  it("signs every request and numbers its retries", async () => {
    workspace = await startWorkspace({ seed: "empty", httpMode: true, redeliveryMs: [0, 0, 0] });
    const heard = await plainApp([500, 503, 200]);
    workspace.say({ user: "maya", channel: "launch", text: "hello" });
    await workspace.waitFor((seen) => heard.length === 3 && seen.world.state.pending.length === 0);
    for (const { headers, body } of heard)
      verifySlackRequest({
        signingSecret: credentials.signingSecret,
        body,
        headers: {
          "x-slack-signature": String(headers["x-slack-signature"]),
          "x-slack-request-timestamp": Number(headers["x-slack-request-timestamp"]),
        },
      });
    expect(heard.map(({ headers }) => headers["x-slack-retry-num"])).toEqual([undefined, "1", "2"]);
    expect(heard[1]?.headers["x-slack-retry-reason"]).toBe("http_error");
    expect(heard[0]?.headers["content-type"]).toBe("application/json");
  });

  it("stops retrying when the app says so", async () => {
    workspace = await startWorkspace({ seed: "empty", httpMode: true, redeliveryMs: [0, 0, 0] });
    const heard = await plainApp([500], { "x-slack-no-retry": "1" });
    workspace.say({ user: "maya", channel: "launch", text: "hello" });
    await workspace.waitFor((seen) => heard.length === 1 && seen.world.state.pending.length === 0);
    expect(workspace.deliveries).toHaveLength(1);
  });

  it("posts interactions as a form with a payload field and commands as fields", async () => {
    workspace = await startWorkspace({ seed: "empty", httpMode: true });
    const heard = await plainApp([200, 200]);
    await workspace.globalShortcut({ user: "maya", callbackId: "run_start" });
    await workspace.command({ user: "maya", channel: "launch", text: "list all" });
    const [shortcut, command] = heard.map(({ body }) => new URLSearchParams(body));
    expect(JSON.parse(shortcut?.get("payload") ?? "")).toMatchObject({
      type: "shortcut",
      callback_id: "run_start",
      user: { username: "maya" },
    });
    expect(Object.fromEntries(command ?? [])).toMatchObject({
      command: "/fermata",
      text: "list all",
      channel_id: channels.launch,
      channel_name: "launch",
    });
  });
});
