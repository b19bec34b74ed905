import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { readManifest } from "../../playground/manifest.js";
import { bundlePage } from "../../playground/page/bundle.js";
import { bot, channels, people } from "../../playground/seed/ids.js";
import { launchSeed } from "../../playground/seed/launch.js";
import type { Message } from "../../playground/workspace/types.js";
import { type House, startHouse } from "../support/house.js";
import { picturesIn } from "./pictures.js";
import { startPracticeServer, type PracticeServer } from "../support/practice-server.js";

/** What a workspace can show: everything Slack has, or what an older plan has. */
export type Surface = "rich" | "plain";

/** A job as somebody plays it in the browser. */
export interface JobStage {
  house: House;
  model: PracticeServer;
  page: Page;
  /** Takes pictures of the message that holds a control, once everything is shown, on the rich surface or on both. */
  picture(name: string, control: string, options?: { alsoPlain?: boolean }): Promise<void>;
  /** What the page itself complained about. */
  errors: string[];
  /** Looks at a place as somebody, in the open thread where one is given. */
  look(as: keyof typeof people, channel: string, threadTs?: string): Promise<void>;
  /** Says something in the open channel, and opens its thread; its `ts`. */
  say(text: string, channel: string): Promise<string>;
  /** Says something in the open thread. */
  reply(text: string): Promise<void>;
  /** The newest control with this id that is shown. */
  action(id: string): Locator;
  /** Presses the newest control with this id, once nothing moves any more. */
  press(id: string): Promise<void>;
  /** Waits until all that is shown has these words. */
  reads(words: RegExp | string): Promise<void>;
  /** Everything that can be read in the open thread. */
  text(): Promise<string>;
  /** The newest message of the bot in a channel with these words, as soon as it is there. */
  posted(channel: string, words: RegExp): Promise<Message>;
  stop(): Promise<void>;
}

const MOST_STILL_MS = 3_000;

/** The model id that costs money, for jobs about money. */
export const PRICED = "practice-priced";

/** Starts the product with the practice model beside a local workspace and opens its page. */
export async function startJob(
  surface: Surface,
  given: Omit<Parameters<typeof startHouse>[0] & object, "scripts"> = {},
  modelId = "practice",
): Promise<JobStage> {
  const model = await startPracticeServer();
  const source = await bundlePage();
  const house = await startHouse({
    ...given,
    workspace: {
      ...(await readManifest("manifest.yml")),
      page: source,
      surface,
      rates: "slack",
      // Whether Slack's three seconds are kept is measured elsewhere, on a machine that does nothing else.
      ackTimeoutMs: 20_000,
      triggerTtlMs: 20_000,
      // The line for newcomers tells another story.
      seed: (origin, now) => {
        const { start: _start, ...state } = launchSeed(origin, now);
        return state;
      },
      ...given.workspace,
    },
    config: {
      model: { apiKey: "practice", baseUrl: model.baseUrl, fast: modelId, strong: modelId },
      ...given.config,
    },
  });
  const { workspace } = house;
  const browser: Browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  const page = await (
    await browser.newContext({ viewport: { width: 1280, height: 800 } })
  ).newPage();
  page.setDefaultTimeout(60_000);
  const errors: string[] = [];
  const pictures = picturesIn(process.env["FERMATA_PICTURES"], browser);
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${workspace.origin}/`);
  await page.waitForSelector(".panes");

  const pane = (): Locator =>
    page.locator('[data-testid="thread-pane"], [data-testid="channel-view"]').last();
  const action = (id: string): Locator => pane().locator(`[data-action-id="${id}"]`).last();
  const idOf = (channel: string): string =>
    (channels as Record<string, string>)[channel] ??
    workspace.world.state.channels.find((one) => one.name === channel)?.id ??
    channel;

  /** Nothing more is on its way to the page; on a clock that stands still, something may stay on its way. */
  const still = () =>
    Promise.race([house.app.outbound?.idle(), page.waitForTimeout(MOST_STILL_MS)]);

  const look: JobStage["look"] = async (as, channel, threadTs) => {
    const place = new URLSearchParams({ as: people[as], c: idOf(channel) });
    if (threadTs !== undefined) place.set("t", threadTs);
    await page.goto(`${workspace.origin}/#${place.toString()}`);
    await page.waitForFunction(
      (id) =>
        document.querySelector(`[data-testid="person-switch-${id}"][aria-checked="true"]`) !== null,
      people[as],
    );
    if (threadTs !== undefined) await page.getByTestId("thread-pane").waitFor();
  };

  return {
    house,
    model,
    page,
    errors,
    async picture(name, control, options = {}) {
      await still();
      if (surface === "rich") await pictures.both(page, name, control);
      else if (options.alsoPlain) await pictures.both(page, `${name}-plain`, control);
    },
    look,
    async say(text, channel) {
      const known = new Set(workspace.messages(channel).map((message) => message.ts));
      // A conversation that is opened for the first time shows another one until it is there.
      const pane = page.locator(`[data-channel="${idOf(channel)}"]`);
      await pane.getByTestId("composer").fill(text);
      await page.getByTestId("send").click();
      const { ts } = await workspace.waitFor(
        (w) => w.messages(channel).find((one) => !known.has(one.ts) && one.bot_id === undefined),
        { what: "the message that was typed" },
      );
      const place = new URLSearchParams(new URL(page.url()).hash.slice(1));
      place.set("t", ts);
      await page.goto(`${workspace.origin}/#${place.toString()}`);
      await page.getByTestId("thread-pane").waitFor();
      return ts;
    },
    async reply(text) {
      await page.getByTestId("thread-composer").fill(text);
      await page.getByTestId("thread-send").click();
    },
    async press(id) {
      await action(id).waitFor();
      await still();
      await action(id).click();
    },
    action,
    reads: async (words) => pane().getByText(words).first().waitFor(),
    text: () => pane().innerText(),
    posted: (channel, words) =>
      workspace.waitFor(
        (w) =>
          w
            .messages(channel)
            .findLast(
              (one) =>
                one.bot_id === bot.botId &&
                words.test(`${one.text}\n${JSON.stringify(one.blocks ?? [])}`),
            ),
        { timeoutMs: 45_000, what: `a post in #${channel} with ${String(words)}` },
      ),
    async stop() {
      await browser.close();
      await house.stop();
      await model.stop();
      pictures.write();
    },
  };
}

/** What must not be in anything people read: ids of ours and inside words. */
export const INSIDE = /\b(?:run|call|art|req|sch)_[0-9a-f]{8}|\bundefined\b|\[object|\bnull\b/;
