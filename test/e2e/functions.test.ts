import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { people } from "../../playground/seed/ids.js";
import { functionPrompts } from "../../playground/seed/functions.js";
import { freshDataDir } from "../support/data-dir.js";
import { INSIDE, type JobStage, startJob } from "./job-stage.js";
import { describeInBrowser } from "./page-fixture.js";

type Who = keyof typeof people;

describeInBrowser("each human function, with real clicks", () => {
  let job: JobStage;
  let thread = "";
  let goals: Record<string, string> = {};
  beforeAll(async () => {
    job = await startJob("rich");
    goals = functionPrompts(job.house.workspace.origin);
  }, 120_000);
  afterAll(() => job.stop());
  afterEach(() => expect(job.errors).toEqual([]));

  const field = (name: string) => job.page.getByTestId(`field-${name}`);
  const send = () => job.page.getByTestId("modal-submit").click();
  const closed = () => job.page.getByTestId("modal").waitFor({ state: "detached" });

  /** Maya types the prompt; whoever is asked looks at the card. */
  async function asked(name: string, control: string, who: Who): Promise<void> {
    await job.look("maya", "launch");
    thread = await job.say(goals[name] ?? "", "launch");
    await job.action(control).waitFor();
    await job.look(who, "launch", thread);
    await job.action(control).waitFor();
    await job.picture(`function-${name}`, control);
  }

  /** Opens the form of the card. */
  async function opened(name: string, control: string): Promise<void> {
    await job.press(control);
    await job.page.getByTestId("modal").waitFor();
    await job.picture(`function-${name}-form`, control);
  }

  /** What Maya reads in the end. */
  async function result(): Promise<string> {
    await job.look("maya", "launch", thread);
    await job.action("run.redo").waitFor();
    const text = await job.text();
    expect(text).not.toMatch(INSIDE);
    return text;
  }

  it("approve: Priya releases the text", async () => {
    await asked("approve", "call.approve", "priya");
    await job.press("call.approve");
    await job.reads(/Approved by Priya/);
    expect(await result()).toMatch(/Priya/);
  });

  it("edit: Priya rewrites a line, and the card shows what she changed", async () => {
    await asked("edit", "call.edit", "priya");
    await opened("edit", "call.edit");
    const text = field("text").locator("textarea");
    await text.fill(`New prices, in one look.\n${await text.inputValue()}`);
    await send();
    await closed();
    await job.reads(/Priya edited this/);
    const said = await result();
    expect(said).toMatch(/New prices, in one look/);
    expect(said).toMatch(/The text is Priya's version/);
  });

  it("choose: Tom takes two of three", async () => {
    await asked("choose", "call.choose", "tom");
    await opened("choose", "call.choose");
    await field("index").getByRole("checkbox").nth(0).check();
    await field("index").getByRole("checkbox").nth(2).check();
    await send();
    await closed();
    await job.reads(/Tom chose Basic, Enterprise/);
    expect(await result()).toMatch(/Basic, Enterprise/);
  });

  it("answer: Leo says a number, and a word is refused beside its field", async () => {
    await asked("answer", "call.answer", "leo");
    await opened("answer", "call.answer");
    await field("answer").locator("input").fill("a few");
    await send();
    await field("answer").getByRole("alert").waitFor();
    await field("answer").locator("input").fill("6");
    await send();
    await closed();
    expect(await result()).toMatch(/answer tickets on launch day: 6/);
  });

  it("provide: Tom hands in a sheet, after a form without one was refused", async () => {
    await asked("provide", "call.provide", "tom");
    await opened("provide", "call.provide");
    await send();
    await field("file").getByRole("alert").waitFor();
    const sheet = join(await freshDataDir(), "price-sheet.csv");
    await writeFile(sheet, "Plan,Price a month\nBasic,$19\nTeam,$25\nEnterprise,$40\n");
    await field("file").locator("input[type=file]").setInputFiles(sheet);
    await field("file").getByText("price-sheet.csv").waitFor();
    await send();
    await closed();
    await job.reads(/Tom provided the price sheet/);
    const said = await result();
    expect(said).toMatch(/\$25/);
    expect(said).toMatch(/price-sheet\.csv/);
  });

  it("assign: Leo does it and says what came of it", async () => {
    await asked("assign", "call.done", "leo");
    await opened("assign", "call.done");
    await field("result").locator("textarea").fill("They keep the contract until March.");
    await send();
    await closed();
    await job.reads(/Leo did this/);
    expect(await result()).toMatch(/They keep the contract until March/);
  });

  it("review: two of three say that it passes, and all reasons are kept", async () => {
    await asked("review", "call.pass", "tom");
    const vote = async (who: Who, control: string, reason: string) => {
      await job.look(who, "launch", thread);
      await job.press(control);
      await field("reason").locator("textarea").fill(reason);
      if (who === "tom") await job.picture("function-review-form", control);
      await send();
      await closed();
    };
    await vote("tom", "call.pass", "The dates are right.");
    await vote("priya", "call.fail", "It is too long.");
    await vote("leo", "call.pass", "");
    await job.reads(/It passed/);
    expect(await result()).toMatch(/Priya: no\. It is too long/);
  });
});
