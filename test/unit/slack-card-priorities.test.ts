import { phoneLines, phoneLinesOf } from "../../src/slack/views/phone-lines.js";
import { render } from "../../src/slack/views/render.js";
import { openCards } from "../support/screens/open-cards.js";

const ctx = {
  team: { domain: "acme" },
  tz: "Europe/Berlin",
  pings: new Set<string>(),
  refused: new Set<string>(),
};
const ruled = openCards.approval[0]?.shown;
if (!ruled) throw new Error("The fixtures have no approval that a rule asks for.");
const full = {
  ...ruled,
  round: 2,
  noteBy: "Tom",
  changedSince: ["Provider's name removed (2 places)", "One sentence on refunds added"],
  votes: { need: 2, cast: [{ who: "Priya", isYes: true }] },
};
const doubt = "One of the numbers in the text was not found in any of the sources, see the table";

it("says all that an approval has to say where there is room for it", () => {
  const { blocks } = render({ ...full, doubts: [] }, ctx);
  const text = JSON.stringify(blocks);
  expect(phoneLinesOf(blocks)).toBeLessThanOrEqual(phoneLines);
  for (const said of [
    "Changed since Tom's note",
    "Post this launch brief in #company-news?",
    "acme.example/launch",
    "11 of 11 facts found",
    "1 of 2 approved: Priya.",
    "Leo is asked too from",
    "nothing is posted.",
    "Rule: posts outside this thread need an OK. One OK is enough. $0.11 so far.",
  ])
    expect(text).toContain(said);
  expect(text.indexOf("Changed since")).toBeLessThan(text.indexOf("Post this launch brief"));
});

it("leaves out the rule and the cost first, then sources, and never what silence means", () => {
  const seen = new Set<string>();
  const longer = "A long title of a job that somebody asked for, ".repeat(4);
  for (const title of ["Launch brief", longer])
    for (let doubts = 0; doubts <= 10; doubts += 1) {
      const shown = { ...full, title, doubts: Array.from({ length: doubts }, () => doubt) };
      const crowd = { ...shown, added: [{ who: ruled.requester, by: null, at: ruled.deadlineAt }] };
      for (const one of [shown, crowd]) {
        const { blocks } = render(one, ctx);
        const text = JSON.stringify(blocks);
        expect(phoneLinesOf(blocks)).toBeLessThanOrEqual(phoneLines);
        expect(text).toContain("nothing is posted.");
        expect(text).toContain("call.approve");
        const [rule, sources] = [text.includes("so far."), text.includes("Sources: ")];
        expect(rule && !sources).toBe(false);
        seen.add(`${rule} ${sources}`);
      }
    }
  expect(seen).toContain("true true");
  expect(seen).toContain("false true");
});

it("keeps what changed, the source and the doubt on a crowded card", () => {
  const shown = {
    ...full,
    title: "Incident summary",
    requester: { id: "U0ANA00001", name: "Ana Duarte" },
    others: [],
    votes: undefined,
    practice: true,
    next: { name: "Maya Lindqvist", at: ruled.deadlineAt },
    excerptMarkdown:
      "**Checkout is stable.**\n\n**What happened**\n- 08:30: It is failing\n- 08:39: Not any more",
    changedSince: [
      "Payment provider: name removed (2 places)",
      "Added: Refunds run by themselves.",
    ],
    doubts: ["The sentence “Refunds run by themselves” is Tom's word, not found in any source."],
  };
  const text = JSON.stringify(render(shown, ctx).blocks);
  for (const said of ["(2 places)", "Refunds run", "Sources: ", "One doubt: "])
    expect(text).toContain(said);
});
