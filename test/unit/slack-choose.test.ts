import type { ShownOf } from "../../src/domain/shown.js";
import { phoneLinesOf } from "../../src/slack/views/phone-lines.js";
import { render } from "../../src/slack/views/render.js";

const maya = { id: "U0MAYA0001", name: "Maya" };
const ctx = {
  team: { domain: "acme" },
  tz: "Europe/Berlin",
  pings: new Set([maya.id]),
  refused: new Set<string>(),
};
const side = (label: string, sourceLabel: string) => ({
  label,
  short: label,
  evidence: [{ excerpt: `it is ${label}`, by: null, date: null, sourceLabel, url: null }],
});
const shown: ShownOf<"choose"> = {
  kind: "choose",
  callId: "CALL",
  runId: "RUN",
  title: "Launch brief",
  asked: [maya],
  question: "Which launch date is right?",
  options: [side("Tue 1 December", "this thread"), side("Thu 3 December", "launch page")],
  suggestion: "",
  noneLabel: "Neither",
  silence: "default",
  silenceMeans: "the text states both",
  deadlineAt: "2026-11-20T16:00:00.000Z",
};

function firstLine(change: Partial<ShownOf<"choose">>): string {
  const [block] = render({ ...shown, ...change }, ctx).blocks;
  return block?.type === "section" ? (block.text?.text ?? "") : "";
}

it("goes on in lower case after the name, and says that the sources disagree", () => {
  expect(firstLine({})).toBe("<@U0MAYA0001>, *which launch date is right?* Two sources disagree.");
});

it.each([
  ["FAQ or handbook?", "FAQ or handbook?"],
  ["I found two prices. Which one?", "I found two prices. Which one?"],
  ["Tuesday, or Thursday?", "Tuesday, or Thursday?"],
  ["Norda's price, or Kvik's?", "Norda's price, or Kvik's?"],
  ["What's the price?", "what's the price?"],
])("keeps the capital of a word that is a name: %s", (question, written) => {
  expect(firstLine({ question })).toContain(`, *${written}*`);
});

it("counts the sources, not the sides, and says nothing where there is one", () => {
  const thread = ["a", "b", "c"].map((label) => side(label, "this thread"));
  expect(firstLine({ options: thread })).not.toContain("disagree");
  expect(firstLine({ options: [...thread, side("d", "p1"), side("e", "p2")] })).toContain(
    "Three sources disagree.",
  );
  // A choice about a draft that the check does not like rests on no source.
  expect(
    firstLine({
      options: ["Use it", "Try again"].map((label) => ({ ...side(label, ""), evidence: [] })),
    }),
  ).not.toContain("disagree");
});

it("leaves the remark out where the card is full", () => {
  const full = Array.from({ length: 10 }, (_, n) => side("long words ".repeat(20), `page ${n}`));
  const view = render({ ...shown, options: full, suggestion: "why ".repeat(60) }, ctx);
  expect(phoneLinesOf(view.blocks)).toBeLessThanOrEqual(24);
});
