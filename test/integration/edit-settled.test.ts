import type { Message } from "../../playground/workspace/types.js";
import { type House, startHouse } from "../support/house.js";
import { approved, askForPost, cardNow, cardSays } from "../support/posting.js";
import {
  ask,
  type Asked,
  cardWith,
  controls,
  fill,
  fromBot,
  press,
  read,
  resultOf,
} from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

/** Priya's words are found nowhere; whoever writes of Friday meets an objection besides. */
const story = storyScripts();
const scripts = storyScripts({
  check: (input) => {
    const out = story.check?.(input);
    if (!out) throw new Error("no check");
    const friday = input.draft.includes("Friday");
    return {
      ...out,
      statements: [
        ...out.statements,
        ...input.personsOwn.map((text) => ({ text, supported: false, claimIds: [], note: "" })),
      ],
      unmetCriteria: friday ? ["It names the date."] : [],
      verdict: friday ? "revise" : "pass",
      advice: friday ? ["Name the date."] : [],
    };
  },
});

let house: House;
beforeAll(async () => {
  house = await startHouse({ scripts, file: { waiting: { undoSeconds: 1 } } });
});
afterAll(() => house.stop());

/** Changes a word of the text in the form that a card opens. */
async function change(at: Asked, card: Message, from: string, to: string): Promise<void> {
  const { workspace } = house;
  const known = workspace.views("priya").length;
  await press(workspace, at, "priya", card, "call.edit");
  const form = await workspace.waitFor((w) => w.views("priya")[known], { what: "the form" });
  const input = form.blocks.find((block) => block["block_id"] === "text");
  const text = String((input?.["element"] as { initial_value?: unknown })?.initial_value);
  expect(text).toContain(from);
  const values = { text: text.replace(from, to) };
  await workspace.submit({ user: "priya", viewId: form.id, values });
}

/** The card with the question that came after another one. */
const nextCard = (at: Asked, card: Message) =>
  house.workspace.waitFor(
    (w) => fromBot(w, at).find((one) => one.ts > card.ts && controls(one).includes("call.approve")),
    { timeoutMs: 45_000, what: "the next card" },
  );

it("shows on the settled card what an edit changed and what its check found", async () => {
  const { workspace } = house;
  const at = ask(workspace, "a brief from this thread, and ask Priya to approve");
  const card = await cardWith(workspace, at, "call.edit");
  await change(at, card, "is planned", "is certain");
  await resultOf(workspace, at);
  await house.app.outbound?.idle();
  const settled = workspace.message(at.channel, card.ts);
  expect(settled?.text).toBe("Launch brief: approved by Priya with one edit.");
  expect(settled && read(settled)).toContain("The launch is ~planned.~ certain. [1]");
  expect(settled && read(settled)).toContain(
    "Priya's version was checked again: 1 of 1 fact found in the sources; one is Priya's own word.",
  );
});

it("says the same where the edit is posted elsewhere", async () => {
  const { workspace } = house;
  const at = askForPost(workspace);
  const card = await cardWith(workspace, at, "call.edit");
  await change(at, card, "is planned", "is certain");
  await cardSays(workspace, at, card, /with one edit\..*\|Posted in #company-news>/);
  expect(cardNow(workspace, at, card)).toMatch(/checked again: 1 of 1 fact.* Priya's own word/);
});

it("asks the editor once, with the diff, when the check objects; a second save stands", async () => {
  const { workspace } = house;
  const at = askForPost(workspace);
  const card = await cardWith(workspace, at, "call.edit");
  await change(at, card, "is planned", "is on Friday");
  const again = await nextCard(at, card);
  expect(again.text).toMatch(/^Priya, the check found something in Priya's edit/);
  expect(read(again)).toMatch(/The check found.*not met: It names the date\. Saved once more/);
  expect(read(again)).toMatch(/Priya changed one place:/);
  expect(read(again)).toContain("~planned.~ on Friday.");
  expect(cardNow(workspace, at, card)).toMatch(
    /Priya's version was checked again: .*\. It is asked again below\./,
  );

  await change(at, again, "is on Friday", "will be on Friday");
  await cardSays(workspace, at, again, /Posted in #company-news>/);
  expect(cardNow(workspace, at, again)).toMatch(/Priya's own word/);
  expect(fromBot(workspace, at).filter((one) => controls(one).includes("call.approve"))).toEqual(
    [],
  );
});

it("takes a plain approval of the version that the check objected to", async () => {
  const { workspace } = house;
  const at = askForPost(workspace);
  const card = await cardWith(workspace, at, "call.edit");
  await fill(workspace, at, "priya", card, "call.edit", { text: "Atlas launches on Friday." });
  const again = await nextCard(at, card);
  await approved(workspace, at, again);
  await cardSays(workspace, at, again, /Posted in #company-news>/);
});
