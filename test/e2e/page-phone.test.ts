import type { Page } from "playwright-core";
import { channels, people } from "../../playground/seed/ids.js";
import { launchThreadTs } from "../../playground/seed/launch.js";
import { botClient } from "../integration/workspace-app.js";
import { approvalCard, describeInBrowser, setStage, type Stage } from "./page-fixture.js";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const leastTapPx = 40;

async function sidewaysPx(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

describeInBrowser("the page of the local workspace on a phone", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage((app) => {
      app.action(/./, async ({ ack }) => ack());
    });
    await botClient(stage.workspace).chat.postMessage({
      channel: channels.launch,
      thread_ts: launchThreadTs,
      ...approvalCard,
    });
  });
  afterAll(async () => {
    await stage.stop();
  });

  it("shows one pane at a time and goes back step by step", async () => {
    const page = await stage.open(
      `#as=${people.priya}&c=${channels.launch}&t=${launchThreadTs}`,
      phone,
    );
    await page.getByTestId("thread-pane").waitFor();
    expect(await page.getByTestId("channel-view").isVisible()).toBe(false);
    expect(await sidewaysPx(page)).toBe(0);
    await page.getByTestId("thread-pane").getByTestId("back").tap();
    await page.getByTestId("channel-view").waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    await page.getByTestId("channel-view").getByTestId("back").tap();
    await page.getByTestId("channel-general").tap();
    await page.getByTestId("composer").waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    await page.context().close();
  });

  it("keeps question and buttons of a card on one screen, each large enough for a thumb", async () => {
    const page = await stage.open(
      `#as=${people.priya}&c=${channels.launch}&t=${launchThreadTs}`,
      phone,
    );
    const buttons = page.getByTestId("thread-pane").locator("[data-action-id^='call.']");
    await buttons.first().waitFor();
    const question = page.getByTestId("thread-pane").getByText("Post this launch brief");
    for (const one of [question, ...(await buttons.all())])
      expect(
        await one.evaluate((element) => {
          const box = element.getBoundingClientRect();
          return box.top >= 0 && box.bottom <= window.innerHeight;
        }),
      ).toBe(true);
    const small = await page
      .locator(".pane-thread button:visible, .top-bar button:visible, .composer button:visible")
      .evaluateAll(
        (all, least) =>
          all
            .filter(
              (one) => one.getBoundingClientRect().width > 0 && !one.classList.contains("mention"),
            )
            .filter((one) => one.getBoundingClientRect().height < least)
            .map((one) => one.outerHTML),
        leastTapPx,
      );
    expect(small).toEqual([]);
    await page.context().close();
  });

  it("follows the system's dark colours and can be switched by hand", async () => {
    const page = await stage.open(`#as=${people.maya}&c=${channels.general}`, {
      ...phone,
      colorScheme: "dark",
    });
    const theme = (): Promise<string | undefined> =>
      page.evaluate(() => document.documentElement.dataset["theme"]);
    expect(await theme()).toBe("dark");
    await page.getByTestId("theme").tap();
    await page.waitForFunction(() => document.documentElement.dataset["theme"] === "light");
    await page.reload();
    await page.waitForSelector(".panes");
    expect(await theme()).toBe("light");
    await page.context().close();
  });

  it("broke nothing and called nobody outside", () => {
    expect(stage.errors).toEqual([]);
  });
});
