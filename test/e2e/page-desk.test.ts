import { bot, channels, people } from "../../playground/seed/ids.js";
import { launchThreadTs } from "../../playground/seed/launch.js";
import { botClient } from "../integration/workspace-app.js";
import { approvalCard, describeInBrowser, setStage, type Stage } from "./page-fixture.js";

const thread = `c=${channels.launch}&t=${launchThreadTs}`;

describeInBrowser("the page of the local workspace", () => {
  let stage: Stage;
  let release: () => void = () => undefined;
  let status = { state: "up", kills: 0, practice: true };

  beforeAll(async () => {
    stage = await setStage(
      (app) => {
        app.action("call.approve", async ({ ack, client, body }) => {
          await new Promise<void>((resolve) => (release = resolve));
          await ack();
          if (body.type !== "block_actions") throw new Error("not a click on a block");
          await client.chat.update({
            channel: body.channel?.id ?? "",
            ts: body.message?.ts ?? "",
            text: "Approved by Priya.",
            blocks: [
              { type: "section", text: { type: "mrkdwn", text: "*Approved by Priya*, 14:09." } },
            ],
          });
        });
        app.action("card.more", async ({ ack, respond }) => {
          await ack();
          await respond({
            response_type: "ephemeral",
            replace_original: false,
            text: "Maya named you.",
          });
        });
        app.command("/fermata", async ({ ack, command }) =>
          ack({ response_type: "ephemeral", text: `You asked: ${command.text}` }),
        );
      },
      {
        ackTimeoutMs: 6_000,
        routes: {
          "/control/status": (_request, response) => void response.end(JSON.stringify(status)),
          "/control/pull-the-plug": (_request, response) => {
            status = { state: "starting", kills: 1, practice: true };
            response.end(JSON.stringify(status));
          },
        },
      },
    );
  });
  afterAll(async () => {
    await stage.stop();
  });

  it("opens prepared: the first person, the thread, the goal in the composer, a hint", async () => {
    const page = await stage.open("");
    await page.waitForFunction(() => window.location.hash.includes("t="));
    expect(page.url()).toContain(`as=${people.maya}`);
    expect(await page.getByTestId("thread-composer").inputValue()).toContain("@Fermata turn this");
    expect(await page.getByTestId("hint").textContent()).toContain("Press Send");
    expect(
      await page.getByTestId(`person-switch-${people.maya}`).getAttribute("aria-checked"),
    ).toBe("true");
    await page.context().close();
  });

  it("switches people by arrow keys and badges who has something new", async () => {
    const page = await stage.open(`#as=${people.maya}&c=${channels.general}`);
    stage.workspace.say({
      user: people.maya,
      channel: "launch",
      text: `<@${people.priya}> have a look`,
    });
    const priya = page.getByTestId(`person-switch-${people.priya}`);
    await priya.locator(".badge").waitFor();
    await page.getByTestId(`person-switch-${people.maya}`).focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction((id) => window.location.hash.includes(id), people.priya);
    await page.getByTestId("channel-launch").locator(".badge").waitFor();
    expect(await priya.getAttribute("aria-checked")).toBe("true");
    await page.context().close();
  });

  it("sends a message with a mention by keyboard alone", async () => {
    const page = await stage.open(`#as=${people.priya}&c=${channels.general}`);
    await page.getByTestId("composer").focus();
    await page.keyboard.type("@fer");
    await page.getByTestId("suggestions").waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("one");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("two <b>&amp;</b>");
    await page.keyboard.press("Enter");
    const said = await stage.workspace.waitFor((seen) =>
      seen.messages("general").find((message) => message.text.startsWith(`<@${bot.userId}> one`)),
    );
    expect(said.text).toBe(`<@${bot.userId}> one\ntwo &lt;b&gt;&amp;amp;&lt;/b&gt;`);
    const shown = page.getByTestId(`message-${said.ts}`);
    await shown.waitFor();
    expect(await shown.locator(".mrkdwn").textContent()).toBe("@Fermata onetwo <b>&amp;</b>");
    await page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>("[data-testid=composer]")?.value === "",
    );
    await page.context().close();
  });

  it("opens a thread, comes back and opens the menu by keyboard", async () => {
    const page = await stage.open(`#as=${people.priya}&c=${channels.launch}`);
    await page.getByTestId(`message-${launchThreadTs}`).focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("thread-pane").getByText("Scope is frozen since Wednesday").waitFor();
    await page.keyboard.type("typed into the thread");
    expect(await page.getByTestId("thread-composer").inputValue()).toBe("typed into the thread");
    await page.keyboard.press("Escape");
    await page.getByTestId("thread-pane").waitFor({ state: "detached" });
    await page.keyboard.press("m");
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Use as goal" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("menuitem").first().waitFor({ state: "detached" });
    await page.context().close();
  });

  it("waits on a button until it was answered, and settles the card in place", async () => {
    const { ts = "" } = await botClient(stage.workspace).chat.postMessage({
      channel: channels.launch,
      thread_ts: launchThreadTs,
      ...approvalCard,
    });
    const page = await stage.open(`#as=${people.priya}&${thread}`);
    const card = page.getByTestId(`message-${ts}`);
    await card.locator("[data-action-id='call.approve']").click();
    await card.locator("[data-action-id='call.approve'][aria-busy=true]").waitFor();
    release();
    await card.getByText("Approved by Priya").waitFor();
    expect(await card.locator("[data-action-id]").count()).toBe(0);
    await page.context().close();
  });

  it("says when nobody answered a click, and shows a private answer in place", async () => {
    await botClient(stage.workspace).chat.postMessage({
      channel: channels.launch,
      thread_ts: launchThreadTs,
      ...approvalCard,
    });
    const page = await stage.open(`#as=${people.priya}&${thread}`);
    const pane = page.getByTestId("thread-pane");
    await pane.locator("[data-action-id='call.reject']").last().click();
    expect(await page.getByTestId("toast").textContent()).toContain("did not answer in time");
    await pane.locator("[data-action-id='card.more']").last().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Why am I asked?" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Maya named you.").waitFor();
    await page.getByText("Only visible to you").first().waitFor();
    await page.context().close();
  });

  it("runs a slash command and answers privately", async () => {
    const page = await stage.open(`#as=${people.maya}&c=${channels.general}`);
    await page.getByTestId("composer").focus();
    await page.keyboard.type("/fer");
    await page.getByTestId("suggestions").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("list");
    await page.keyboard.press("Enter");
    await page.getByText("You asked: list").waitFor();
    await page.context().close();
  });

  it("attaches a file, reacts, edits and deletes its own message", async () => {
    const page = await stage.open(`#as=${people.maya}&c=${channels.support}`);
    await page.getByTestId("attach").setInputFiles({
      name: "tickets.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("id,what\n1,import\n"),
    });
    await page.getByLabel("Remove tickets.csv").waitFor();
    await page.getByTestId("composer").fill("Six tickets");
    await page.getByTestId("send").click();
    const said = await stage.workspace.waitFor((seen) =>
      seen.messages("support").find((message) => message.text === "Six tickets"),
    );
    const row = page.getByTestId(`message-${said.ts}`);
    await row.getByLabel("Download tickets.csv").waitFor();

    await row.hover();
    await page.getByTestId(`react-${said.ts}`).click();
    await row.getByTestId("add-heart").click();
    await row.getByTestId("reaction-heart").waitFor();

    await page.getByTestId(`menu-of-${said.ts}`).click();
    await row.getByTestId("menu-edit").click();
    await page.getByTestId("edit-text").fill("Five tickets");
    await page.keyboard.press("Enter");
    await row.getByText("Five tickets").waitFor();

    await row.hover();
    await page.getByTestId(`menu-of-${said.ts}`).click();
    await row.getByTestId("menu-delete").click();
    await page.getByTestId("confirm-yes").click();
    await row.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("pulls the plug and says when Fermata is back", async () => {
    const page = await stage.open(`#as=${people.maya}&c=${channels.general}`);
    await page.getByTestId("plug").click();
    await page.getByText("Fermata was killed; it starts again").waitFor();
    status = { state: "up", kills: 1, practice: true };
    await page.getByText("Fermata is back").waitFor();
    await page.context().close();
  });

  it("shows hostile text as text", async () => {
    await botClient(stage.workspace).chat.postMessage({
      channel: channels.general,
      text: "<javascript:alert(1)|press> &lt;img src=x onerror=alert(1)&gt; <!date^x^{time}|never> *",
      blocks: [
        { type: "markdown", text: "<img src=x onerror=alert(1)> [press](javascript:alert(1))" },
        {
          type: "section",
          text: { type: "mrkdwn", text: "<javascript:alert(1)|press> &lt;script&gt;" },
        },
      ],
    });
    const page = await stage.open(`#as=${people.maya}&c=${channels.general}`);
    await page.getByText("<script>").waitFor();
    expect(await page.locator(".messages img").count()).toBe(0);
    expect(await page.locator(".messages a[href^=javascript]").count()).toBe(0);
    await page.context().close();
  });

  it("broke nothing and called nobody outside", () => {
    expect(stage.errors).toEqual([]);
  });
});
