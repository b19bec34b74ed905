import { type House, startHouse } from "../support/house.js";
import {
  ask,
  type Asked,
  controls,
  press,
  cardWith,
  read,
  resultOf,
  seen,
} from "../support/steps.js";
import type { Spoil } from "../support/model-server.js";
import { storyScripts } from "../support/story-scripts.js";

type Limits = NonNullable<Parameters<typeof startHouse>[0]>["file"];

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

async function houseWith(file: Limits, scripts = storyScripts()): Promise<House> {
  const house = await startHouse({ scripts, file });
  houses.push(house);
  return house;
}

/** The message that says that a job stopped. */
const failureOf = ({ workspace }: House, at: Asked) =>
  seen(workspace, at, (m) => /: stopped, not finished\.\*/.test(read(m)), "the failure");

describe("a job at a limit of its own says which, and what to do", () => {
  it.each([
    ["steps", { maxSteps: 5 }, /more steps than a job may take\. Ask for it in smaller pieces/],
    ["calls", { maxModelCalls: 3 }, /asked the model as often as a job may\. Ask for it in/],
    ["work", { maxWorkMinutes: 0.01 }, /worked for as long as a job may\. Ask for it in/],
  ])("%s", async (_, limits, words) => {
    const house = await houseWith({ limits });
    const release = "maxWorkMinutes" in limits ? house.model.hold() : () => undefined;
    const at = ask(house.workspace, "a brief from this thread");
    const failure = await failureOf(house, at);
    release();
    expect(read(failure)).toMatch(words);
    expect(controls(failure)).not.toContain("run.retry");
    if ("maxModelCalls" in limits) {
      expect(house.model.asked.length).toBeLessThanOrEqual(limits.maxModelCalls + 1);
    }
  });

  it("the same step again and again", async () => {
    const scripts = storyScripts();
    // The checker is never content, the writer never changes a word, and a person lets them go on.
    scripts.check = (input) => ({
      ...storyScripts().check!(input),
      verdict: "revise",
      advice: ["Better."],
    });
    scripts.draft = () => ({ markdown: "The same words.", changed: [] });
    const house = await houseWith({ limits: { maxRepeats: 2, maxDraftRounds: 5 } }, scripts);
    const at = ask(house.workspace, "a brief from this thread");
    const failure = await failureOf(house, at);
    expect(read(failure)).toMatch(/same step again and again and got no further/);
    const drafts = house.model.asked.filter(({ role }) => role === "draft");
    expect(drafts.length).toBeLessThanOrEqual(4);
  });

  it("the size of the text", async () => {
    const scripts = storyScripts();
    scripts.draft = () => ({ markdown: "One more line.\n".repeat(1_000), changed: [] });
    const house = await houseWith({ limits: { maxResultChars: 700 } }, scripts);
    const at = ask(house.workspace, "a brief from this thread");
    const result = await resultOf(house.workspace, at);
    expect(read(result)).toContain("Cut here: a text may be 700 characters long.");
  });

  it.each([
    ["documents", { maxDocuments: 1 }],
    ["reads", { maxReads: 1 }],
  ])("the number of %s", async (_, limits) => {
    const house = await houseWith({ limits });
    const link = `${house.workspace.origin}/pages/norda.html`;
    const at = ask(house.workspace, `a brief from this thread and <${link}>`);
    const result = await resultOf(house.workspace, at);
    expect(read(result)).toMatch(/not read.*a job reads one source at most/is);
  });
});

describe("a model that gives no answer of use", () => {
  it.each([
    ["declines", { refusal: "No." }, /The model declined to do this/],
    ["is filtered", { finishReason: "content_filter" }, /filter held the model's answer back/],
    ["is cut off", { finishReason: "length" }, /too long and was cut off/],
    ["says nothing", {}, /answered with nothing/],
  ])("%s: it is said plainly, with what is there", async (_, change, words) => {
    const spoil: Spoil = ({ asked, body, response }) => {
      if (asked.role !== "draft") return false;
      response.writeHead(200, { "content-type": "application/json" }).end(body("", change));
      return true;
    };
    const house = await startHouse({ scripts: storyScripts(), spoil });
    houses.push(house);
    const { workspace } = house;
    const at = ask(workspace, "a brief from this thread");
    const failure = await cardWith(workspace, at, "run.retry");
    expect(read(failure)).toMatch(words);
    expect(controls(failure)).toEqual(["run.retry", "run.partial"]);
    await press(workspace, at, "maya", failure, "run.partial");
    await seen(workspace, at, (m) => /facts that were found/.test(read(m)), "what is there");
  });
});
