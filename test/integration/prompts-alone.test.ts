import { parse } from "yaml";
import { people } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import { cardWith, controls, fill, fromBot, read, resultOf, told } from "../support/steps.js";
import { Manifest } from "../manifest-rules.js";
import { readRoot } from "../tree.js";
import { practiceAgents } from "../unit/practice-pipeline.js";

const declared = Manifest.parse(parse(readRoot("manifest.yml"))).features.agent_view
  .suggested_prompts;

let house: House;
let practice: Awaited<ReturnType<typeof practiceAgents>>;
beforeAll(async () => {
  practice = await practiceAgents();
  house = await startHouse({
    config: {
      model: {
        apiKey: "none",
        baseUrl: `${practice.url}/v1`,
        fast: "practice",
        strong: "practice",
      },
    },
  });
});
afterAll(async () => {
  await house.stop();
  await practice.stop();
});

/** Sends a message to the bot directly, as choosing a prompt does. */
function send(user: string, text: string) {
  const channel = house.workspace.openDm(user);
  const ts = house.workspace.say({ user, channel, text });
  return { channel, thread: ts, ts };
}

it("proposes the same in the manifest and in the pane", async () => {
  const { workspace } = house;
  workspace.openHome(people.ana, "messages");
  const shown = await workspace.waitFor((w) => w.promptsOf(w.dmOf(people.ana) ?? "")?.prompts, {
    what: "the prompts",
  });
  expect(shown).toEqual(declared);
});

it("asks for what it needs where a prompt is sent alone, and goes on with the answer", async () => {
  const { workspace } = house;
  const working = declared.filter((one) => !one.title.endsWith("?"));
  expect(working).toHaveLength(2);
  for (const { message } of working) {
    const at = send(people.maya, message);
    const card = await cardWith(workspace, at, "call.answer");
    await fill(workspace, at, people.maya, card, "call.answer", {
      material: "The Atlas launch moved to 3 December. Tom tells the press.",
    });
    const result = await resultOf(workspace, at);
    expect(read(result)).toContain("3 December");
    // Nobody was asked to approve: "ask me" is about the notes.
    expect(fromBot(workspace, at).flatMap(controls)).not.toContain("call.approve");
  }
});

it("answers the question what it can do with first contact", async () => {
  const question = declared.find((one) => one.title.endsWith("?"));
  send(people.leo, question?.message ?? "");
  expect(await told(house.workspace, people.leo)).toMatch(/^Give me a goal/);
});
