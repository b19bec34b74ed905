import { people } from "../../playground/seed/ids.js";
import { FormField } from "../../src/domain/form-field.js";
import { type House, startHouse } from "../support/house.js";
import { ask, type Asked, cardWith, read, resultOf } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const anyId = /[UW]0[A-Z0-9]{6,}/;
let house: House;
/** What the draft was told about answers. */
let told: string[] = [];

beforeAll(async () => {
  const honest = storyScripts();
  house = await startHouse({
    scripts: storyScripts({
      triage: (input) => ({
        path: "ask",
        title: "Call list",
        recurring: false,
        answer: "",
        questions: [
          FormField.parse({
            name: "who",
            label: "Who calls back?",
            type: "person",
            // A model writes names: here one of the request, and one of nobody.
            default: input.goal.includes("nobody") ? "Zoe" : "Priya",
          }),
        ],
      }),
      draft: (input) => {
        told = input.answers.map((one) => one.answer);
        return honest.draft?.(input) ?? { markdown: "", changed: [] };
      },
    }),
  });
});
afterAll(() => house.stop());

async function card(at: Asked, actionId: string): Promise<{ ts: string; words: string }> {
  const message = await cardWith(house.workspace, at, actionId);
  // A mention of who is asked is the only id in what is sent, and Slack shows it as a name.
  const words = read(message).replace(`<@${people.maya}>`, "");
  expect(words).not.toMatch(anyId);
  return { ts: message.ts, words };
}

async function settled(at: Asked, ts: string): Promise<string> {
  await resultOf(house.workspace, at);
  await house.app.outbound?.idle();
  const message = house.workspace.message(at.channel, ts);
  const words = message ? read(message) : "";
  expect(words).not.toMatch(anyId);
  return words;
}

it("takes a name that the model filled in as the person of the request", async () => {
  const at = ask(house.workspace, `a call list; <@${people.priya}> knows more`);
  const { ts, words } = await card(at, "call.answer.defaults");
  expect(words).toContain("Who calls back? I take *Priya");
  await house.workspace.click({
    user: "maya",
    channel: at.channel,
    ts,
    actionId: "call.answer.defaults",
  });
  expect(await settled(at, ts)).toMatch(/Who calls back\? \*Priya/);
  expect(told[0]).toMatch(/^Priya/);
});

it("names somebody nobody has mentioned yet, and fills in no stranger", async () => {
  const at = ask(house.workspace, "a call list, nobody named");
  const { ts, words } = await card(at, "call.answer");
  expect(words).not.toContain("Zoe");
  await house.workspace.click({ user: "maya", channel: at.channel, ts, actionId: "call.answer" });
  const form = await house.workspace.waitFor((w) => w.views("maya").at(-1), { what: "the form" });
  const values = { who: people.leo };
  expect(await house.workspace.submit({ user: "maya", viewId: form.id, values })).toMatchObject({
    ok: true,
  });
  expect(await settled(at, ts)).toMatch(/Who calls back\? \*Leo/);
  expect(told[0]).toMatch(/^Leo/);
});

it("shows no answer that nobody gave on a card that is no longer needed", async () => {
  const at = ask(house.workspace, `a call list; <@${people.priya}> knows more`);
  const { ts } = await card(at, "call.answer.defaults");
  house.workspace.say({ user: "maya", channel: at.channel, threadTs: at.thread, text: "stop" });
  const message = await house.workspace.waitFor(
    (w) => {
      const one = w.message(at.channel, ts);
      return one && read(one).includes("No longer needed") ? one : undefined;
    },
    { timeoutMs: 45_000, what: "the card to settle" },
  );
  expect(read(message)).toContain("Who calls back?");
  expect(read(message)).not.toContain("Priya");
  expect(read(message)).not.toMatch(anyId);
});
