import { existsSync } from "node:fs";
import type { App } from "@slack/bolt";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { bundlePage } from "../../playground/page/bundle.js";
import type { WorkspaceOptions } from "../../playground/workspace/options.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import { connectApp } from "../integration/workspace-app.js";
import { noteSkip } from "../support/note-skip.js";

const executablePath = "/usr/bin/chromium";

/** Runs a suite in Chromium; without it the suite is left out and says so, except where CI promises it. */
export function describeInBrowser(name: string, suite: () => void): void {
  if (existsSync(executablePath)) return describe(name, suite);
  if (process.env["CI"] === "true")
    return describe(name, () => {
      it("finds Chromium", () => {
        throw new Error(`CI has no ${executablePath}, so "${name}" was not checked`);
      });
    });
  noteSkip(name, `no ${executablePath}`);
  describe.skip(name, suite);
}

/** A workspace with its page, an app that answers, and a browser. */
export interface Stage {
  workspace: Workspace;
  /** Opens the page at a place (`#as=…&c=…`); errors of the page are collected in `errors`. */
  open: (hash: string, options?: BrowserContextOptions) => Promise<Page>;
  errors: string[];
  stop: () => Promise<void>;
}

/** Sets the stage; `listen` says what the app does. */
export async function setStage(
  listen: (app: App) => void,
  options: WorkspaceOptions = {},
): Promise<Stage> {
  const workspace = await startWorkspace({ page: await bundlePage(), seed: "launch", ...options });
  const link = await connectApp(workspace, listen);
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  const errors: string[] = [];
  return {
    workspace,
    errors,
    async open(hash, contextOptions) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        ...contextOptions,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("request", (request) => {
        const own = request.url().startsWith(workspace.origin) || request.url().startsWith("data:");
        if (!own) errors.push(`the page called ${request.url()}`);
      });
      await page.goto(`${workspace.origin}/${hash}`);
      await page.waitForSelector(".panes");
      return page;
    },
    async stop() {
      await browser.close();
      await link.stop();
      await workspace.stop();
    },
  };
}

/** A card like the ones people decide on: a question, four buttons and a menu. */
export const approvalCard = {
  text: "Priya, approve the launch brief? Maya asked.",
  blocks: [
    {
      type: "section",
      text: {
        type: "mrkdwn",
        text: "*Post this launch brief in #company-news?*\n<@U0PRIYA001>, <@U0MAYA0001> asks for your OK.",
      },
      accessory: {
        type: "overflow",
        action_id: "card.more",
        options: [{ text: { type: "plain_text", text: "Why am I asked?" }, value: "why:1" }],
      },
    },
    {
      type: "actions",
      elements: [
        button("call.approve", "Approve and post", "primary"),
        button("call.edit", "Edit"),
        button("call.changes", "Ask for changes"),
        button("call.reject", "Reject", "danger"),
      ],
    },
    {
      type: "context",
      elements: [
        {
          type: "mrkdwn",
          text: "If nobody decides by <!date^1795190400^{time}|17:00>, nothing is posted.",
        },
      ],
    },
  ],
};

function button(actionId: string, text: string, style?: "primary" | "danger") {
  return {
    type: "button",
    action_id: actionId,
    value: "1",
    text: { type: "plain_text", text },
    ...(style === undefined ? {} : { style }),
  };
}
