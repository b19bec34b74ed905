import { type House, startHouse } from "../support/house.js";
import { ask, type Asked, cardWith, controls, read, resultOf } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const dates = ["1 December", "2 December", "3 December", "4 December", "5 December"];
let house: House;
/** What the draft was told about who chose what. */
let told: { question: string; choice: string; by: string }[] = [];

beforeAll(async () => {
  const honest = storyScripts();
  house = await startHouse({
    scripts: storyScripts({
      reconcile: (input) => ({
        contradictions: [
          {
            question: "Which launch date is right?",
            options: dates.map((date) => ({
              label: `Launch on ${date}`,
              short: date,
              claimIds: input.claims.map((claim) => claim.id).slice(0, 1),
            })),
            suggestion: "",
            suggestedIndex: null,
          },
        ],
      }),
      draft: (input) => {
        told = input.choices;
        return honest.draft?.(input) ?? { markdown: "", changed: [] };
      },
    }),
  });
});
afterAll(() => house.stop());

async function openForm(at: Asked) {
  const card = await cardWith(house.workspace, at, "call.choose");
  expect(controls(card)).toEqual(["card.more", "call.choose", "call.choose.0"]);
  await house.workspace.click({
    user: "maya",
    channel: at.channel,
    ts: card.ts,
    actionId: "call.choose",
  });
  const form = await house.workspace.waitFor((w) => w.views("maya").at(-1), { what: "the form" });
  const names = form.blocks.filter((block) => block["type"] === "input").map((b) => b["block_id"]);
  expect(names).toEqual(["index", "note"]);
  return { form, card };
}

it("takes one of five options from the form", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief, checked against ${workspace.origin}/pages/launch`);
  const { form, card } = await openForm(at);
  const without = await workspace.submit({ user: "maya", viewId: form.id, values: {} });
  expect(without).toMatchObject({ ok: false });
  const sent = await workspace.submit({ user: "maya", viewId: form.id, values: { index: "4" } });
  expect(sent).toMatchObject({ ok: true });
  await resultOf(workspace, at);
  await house.app.outbound?.idle();
  const settled = workspace.message(at.channel, card.ts);
  expect(settled?.text).toBe("Maya chose Launch on 4 December.");
  expect(told).toEqual([
    { question: "Which launch date is right?", choice: "Launch on 4 December", by: "Maya" },
  ]);
});

it("takes none of these, with what is right instead", async () => {
  const { workspace } = house;
  const at = ask(workspace, `one more, checked against ${workspace.origin}/pages/launch`);
  const { form, card } = await openForm(at);
  const values = { index: "0", note: "It moved to 8 December." };
  expect(await workspace.submit({ user: "maya", viewId: form.id, values })).toMatchObject({
    ok: true,
  });
  await resultOf(workspace, at);
  await house.app.outbound?.idle();
  const settled = workspace.message(at.channel, card.ts);
  expect(settled?.text).toBe("Maya chose none of these.");
  expect(settled && read(settled)).toContain("> It moved to 8 December.");
  expect(told.map((one) => one.choice)).toEqual(["It moved to 8 December."]);
});
