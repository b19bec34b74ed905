import { chromium, type Browser, type Page } from "playwright-core";
import { people } from "../../playground/seed/ids.js";
import { describeInBrowser } from "./page-fixture.js";
import { type Pictures, picturesIn } from "./pictures.js";
import { type Playground, startPlayground } from "./playground-process.js";

describeInBrowser("the story of the README, in a browser", () => {
  let playground: Playground;
  let browser: Browser;
  let page: Page;
  let pictures: Pictures;
  let waiting: Buffer | null = null;

  beforeAll(async () => {
    playground = await startPlayground();
    browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    });
    pictures = picturesIn(process.env["FERMATA_PICTURES"], browser);
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(playground.origin);
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
    pictures?.write();
  });

  it("starts with the goal written and says what to press", async () => {
    await page.locator('[data-testid="thread-composer"]:not(:placeholder-shown)').waitFor();
    await expect(page.getByTestId("hint").innerText()).resolves.toMatch(/Press Send/);
    await expect(page.getByTestId("thread-composer").inputValue()).resolves.toMatch(
      /one-page launch brief.*ask Priya to approve/s,
    );
    await pictures.take(page, "playground");
  });

  it("asks Maya what it must know, and goes on with her answers", async () => {
    await page.getByTestId("thread-send").click();
    const thread = page.getByTestId("thread-pane");
    await action(page, "run.stop").waitFor();
    await action(page, "call.choose.1").waitFor();
    await expect(thread.innerText()).resolves.toMatch(/1 December[\s\S]*3 December/);
    await pictures.take(page, "question");
    await action(page, "call.choose.1").click();
    const questions = action(page, "call.answer.defaults");
    if (await questions.isVisible()) await questions.click();
    await action(page, "call.approve").waitFor();
    await thread.getByText(/Maya chose/).waitFor();
  });

  it("goes on after the plug was pulled", async () => {
    const before = await page.getByTestId("thread-pane").innerText();
    await page.getByTestId("plug").click();
    await page.getByText("Fermata is back").waitFor({ timeout: 60_000 });
    expect(cards(await page.getByTestId("thread-pane").innerText())).toBe(cards(before));
  });

  it("takes Priya's note and shows a new version with what changed", async () => {
    await page.getByTestId(`person-switch-${people.priya}`).click();
    await pictures.take(page, "card-waiting");
    waiting = await pictures.phone(page, "call.approve");
    await action(page, "call.changes").click();
    await page.getByTestId("field-note").locator("textarea").fill("Shorter, please");
    await page.getByTestId("modal-submit").click();
    const thread = page.getByTestId("thread-pane");
    await thread.getByText(/Priya asked for changes/).waitFor();
    await action(page, "call.approve").waitFor();
    await expect(thread.innerText()).resolves.toMatch(/Changed since/);
  });

  it("delivers exactly Priya's edited version, with sources and cost", async () => {
    await action(page, "call.edit").click();
    const text = page.getByTestId("field-text").locator("textarea");
    await text.fill(`${await text.inputValue()}\n\nQuestions go to Priya.`);
    await pictures.take(page, "edit");
    await page.getByTestId("modal-submit").click();
    await action(page, "run.redo").waitFor();
    const said = await page.getByTestId("thread-pane").innerText();
    expect(said).toMatch(/Questions go to Priya\./);
    expect(said).toMatch(/Sources[\s\S]*this thread[\s\S]*\/pages\/launch/);
    expect(said).toMatch(/Checked: /);
    expect(said).toMatch(/\$0\.00/);
    expect(said).toMatch(/Practice model/);
    expect(said).not.toMatch(/\b(run|call|art)_[0-9a-f]{8}/);
    await pictures.take(page, "result");
    await pictures.pair(
      waiting,
      await pictures.phone(page, "call.view"),
      "card-waiting-and-settled",
    );
  });

  it("tells a guest privately that the decision is not hers", async () => {
    await page.getByTestId(`person-switch-${people.sam}`).click();
    await action(page, "run.redo").first().click();
    await page.getByTestId("field-note").locator("textarea").fill("make it longer");
    await page.getByTestId("modal-submit").click();
    await page.getByText(/Guests cannot do this/).waitFor();
  });

  it("fits on a phone", async () => {
    const phone = await browser.newContext({
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    const small = await phone.newPage();
    await small.goto(page.url());
    await small.getByTestId("thread-pane").waitFor();
    const wide = await small.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
    await pictures.take(small, "phone-dark");
    await phone.close();
  });

  it("stays small", async () => {
    const megabytes = await playground.memoryMb();
    console.log(`${playground.started}\nAfter the story it holds ${megabytes} MB.`);
    expect(megabytes).toBeLessThanOrEqual(900);
  });
});

function action(page: Page, id: string) {
  return page.getByTestId("thread-pane").locator(`[data-action-id="${id}"]`).last();
}

const cards = (text: string) => text.match(/Maya asks for your OK/g)?.length ?? 0;
