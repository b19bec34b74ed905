import type { App } from "@slack/bolt";
import type { BrowserContextOptions, Page } from "playwright-core";
import { bot, channels, people } from "../../playground/seed/ids.js";
import { launchThreadTs } from "../../playground/seed/launch.js";
import { botClient } from "../integration/workspace-app.js";
import { describeInBrowser, setStage, type Stage } from "./page-fixture.js";
import { decideForm, desk, resultBlocks } from "./page-week-fixture.js";

const thread = { channel_id: channels.launch, thread_ts: launchThreadTs };
const inThread = `c=${channels.launch}&t=${launchThreadTs}`;

/** An app with a desk of its own for everybody, forms that follow each other, and ears for Stop. */
function listen(heard: string[]): (app: App) => void {
  return (app) => {
    app.event("app_home_opened", async ({ event, client }) => {
      heard.push(`home ${event.tab} ${event.user}`);
      if (event.tab === "home")
        await client.views.publish({ user_id: event.user, view: desk(event.user, 0) });
    });
    app.action("home.page", async ({ ack, body, client }) => {
      await ack();
      if (body.type !== "block_actions") throw new Error("not a click on a block");
      await client.views.publish({ user_id: body.user.id, view: desk(body.user.id, 1) });
    });
    app.action("home.decide", async ({ ack, body, client }) => {
      await ack();
      if (body.type !== "block_actions") throw new Error("not a click on a block");
      await client.views.open({ trigger_id: body.trigger_id, view: decideForm(1) });
    });
    app.view("home.decide", async ({ ack, view }) => {
      const next = Number(view.private_metadata) + 1;
      if (next > 2) return ack({ response_action: "clear" });
      return ack({ response_action: "update", view: decideForm(next) });
    });
    app.action(/^(schedule\.more|run\.feedback)$/, async ({ ack, action, body }) => {
      await ack();
      const chosen =
        action.type === "overflow"
          ? action.selected_option.value
          : "value" in action
            ? String(action.value)
            : "";
      heard.push(`${body.user.id} chose ${chosen}`);
    });
    app.event("agent_session_stopped" as "app_mention", async ({ event, client }) => {
      heard.push(`stopped by ${event.user}`);
      await client.agents.sessions.setStatus({ ...thread, status: "active" });
    });
  };
}

async function sidewaysPx(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describeInBrowser("what a team meets in its first week, at a desk", () => week({}));
describeInBrowser("what a team meets in its first week, on a phone", () => week(phone));

function week(screen: BrowserContextOptions): void {
  let stage: Stage;
  const heard: string[] = [];
  beforeAll(async () => {
    stage = await setStage(listen(heard));
  });
  afterAll(async () => {
    await stage.stop();
  });
  const open = (hash: string) => stage.open(hash, screen);

  it("shows everybody their own desk, pages it and decides there, one after the other", async () => {
    const page = await open(`#as=${people.priya}&c=home`);
    const home = page.getByTestId("home-tab");
    await home.getByText("Waiting for you: 2").waitFor();
    expect(heard).toContain(`home home ${people.priya}`);
    expect(await sidewaysPx(page)).toBe(0);
    await home.locator("[data-action-id='schedule.more']").click();
    await page.getByRole("menuitem", { name: "Skip next" }).click();
    await stage.workspace.waitFor(() => heard.includes(`${people.priya} chose skip:1`));
    await home.locator("[data-action-id='home.page']").click();
    await home.getByText("Page 2").waitFor();
    await home.locator("[data-action-id='home.decide']").first().click();
    const form = page.getByTestId("modal");
    await form.getByText("Question 1").waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    await form.getByTestId("modal-submit").click();
    await form.getByText("Question 2").waitFor();
    await form.getByTestId("modal-submit").click();
    await form.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("says how the work stands, and its own Stop reaches the app", async () => {
    const { agents, assistant } = botClient(stage.workspace);
    const page = await open(`#as=${people.maya}&${inThread}`);
    expect(await page.getByTestId("session").count()).toBe(0);
    await agents.sessions.setStatus({ ...thread, status: "processing", title: "Launch brief" });
    await assistant.threads.setStatus({ ...thread, status: "is reading the launch page…" });
    const head = page.getByTestId("session");
    await head.getByText("Working").waitFor();
    await page.getByText("Fermata is reading the launch page…").waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    await page.getByTestId("session-stop").click();
    await head.getByText("Ready").waitFor();
    expect(heard).toContain(`stopped by ${people.maya}`);
    expect(await page.getByTestId("session-stop").count()).toBe(0);
    await agents.sessions.setStatus({ ...thread, status: "suspended" });
    await head.getByText("Waiting for somebody").waitFor();
    await botClient(stage.workspace).chat.postMessage({
      channel: channels.launch,
      thread_ts: launchThreadTs,
      text: "Done.",
    });
    await page.getByTestId("status-line").waitFor({ state: "detached" });
    await page.context().close();
  });

  it("offers suggestions in the direct message and sends the chosen one", async () => {
    const channel = stage.workspace.openDm("ana");
    await botClient(stage.workspace).assistant.threads.setSuggestedPrompts({
      channel_id: channel,
      title: "Try one of these",
      prompts: [
        { title: "What can you do", message: "help" },
        { title: "Sum up a page", message: "Sum up this page" },
      ],
    });
    const page = await open(`#as=${people.ana}&c=${channel}`);
    await page.getByTestId("prompts").getByText("Try one of these").waitFor();
    expect(heard).toContain(`home messages ${people.ana}`);
    await page.getByRole("button", { name: "What can you do" }).click();
    await stage.workspace.waitFor((seen) =>
      seen.messages(channel).some((one) => one.user === people.ana && one.text === "help"),
    );
    await page.getByTestId("prompts").waitFor({ state: "detached" });
    await page.context().close();
  });

  it("shows a result with a table, a file to read and thumbs", async () => {
    const client = botClient(stage.workspace);
    const { ts = "" } = await client.chat.postMessage({
      channel: channels.launch,
      thread_ts: launchThreadTs,
      text: "Maya, the comparison is done.",
      blocks: resultBlocks,
    });
    await client.filesUploadV2({
      channel_id: channels.launch,
      thread_ts: launchThreadTs,
      filename: "brief.md",
      title: "The whole brief",
      content: `# Brief\n${"A line of the brief.\n".repeat(80)}The end.`,
    });
    const page = await open(`#as=${people.maya}&${inThread}`);
    const pane = page.getByTestId("thread-pane");
    const row = pane.getByTestId(`message-${ts}`);
    await row.getByRole("columnheader", { name: "Norda" }).waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    await row.locator("[data-value='bad']").click();
    await stage.workspace.waitFor(() => heard.includes(`${people.maya} chose bad`));
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      pane.getByLabel("Download brief.md").last().click(),
    ]);
    expect(download.suggestedFilename()).toBe("brief.md");
    const stream = await download.createReadStream();
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    expect(Buffer.concat(parts).toString("utf8")).toMatch(/^# Brief\n[\s\S]*The end\.$/);
    await pane.getByLabel("Open brief.md").last().click();
    const window = page.getByTestId("file-window");
    await window.getByText("The end.").waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    await page.keyboard.press("Escape");
    await window.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("marks a new direct message from the app until it is read", async () => {
    const channel = stage.workspace.openDm("sam");
    const page = await open(`#as=${people.sam}&c=list`);
    const entry = page.getByTestId("dm-fermata");
    await entry.waitFor();
    await botClient(stage.workspace).chat.postMessage({ channel, text: "Sam, one question." });
    await entry.locator(".badge").waitFor();
    await entry.click();
    await page.getByText("Sam, one question.").waitFor();
    await stage.workspace.waitFor(
      (seen) => Number(seen.world.state.read[people.sam]?.[channel] ?? 0) > 0,
    );
    await page.goto(`${stage.workspace.origin}/#as=${people.sam}&c=list`);
    await entry.waitFor();
    await entry.locator(".badge").waitFor({ state: "detached" });
    await page.context().close();
  });

  it("shows a private channel to its members only, from one moment to the next", async () => {
    stage.workspace.leave({ user: "priya", channel: "leads-private" });
    const page = await open(`#as=${people.priya}&c=list`);
    const entry = page.getByTestId("channel-leads-private");
    await page.getByTestId("channel-launch").waitFor();
    expect(await entry.count()).toBe(0);
    stage.workspace.invite({ user: "priya", channel: "leads-private", by: "tom" });
    await entry.waitFor();
    stage.workspace.remove({ user: "priya", channel: "leads-private" });
    await entry.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("deletes an own message that has replies and leaves its place", async () => {
    const ts = stage.workspace.say({
      user: "maya",
      channel: "general",
      text: `<@${bot.userId}> never mind`,
    });
    stage.workspace.say({ user: "tom", channel: "general", text: "What?", threadTs: ts });
    const page = await open(`#as=${people.maya}&c=${channels.general}`);
    await page.getByTestId(`message-${ts}`).hover();
    await page.getByTestId(`menu-of-${ts}`).click();
    await page.getByTestId("menu-delete").click();
    await page.getByTestId("confirm-yes").click();
    await page.getByTestId(`message-${ts}`).getByText("This message was deleted.").waitFor();
    await page.context().close();
  });

  it("broke nothing and called nobody outside", () => {
    expect(stage.errors).toEqual([]);
  });
}
