import fc from "fast-check";
import { checkMessageBlocks } from "../../playground/workspace/limits.js";
import type { Json } from "../../playground/workspace/json.js";
import type { ShownOf } from "../../src/domain/shown.js";
import { assertMessage, slackLimits, textIn } from "../../src/slack/limits.js";
import { markdownToMrkdwn } from "../../src/slack/text/markdown.js";
import { splitResult } from "../../src/slack/text/split-result.js";
import { render } from "../../src/slack/views/render.js";
import type { View } from "../../src/slack/views/context.js";
import { anyShown } from "./slack-shown-arbitrary.js";
import { nasty } from "./slack-parts-arbitrary.js";

const domain = "acme";
const ctx = {
  team: { domain },
  tz: "Europe/Berlin",
  pings: new Set(["U0MAYA0001"]),
  refused: new Set<string>(),
};
const anyResult = anyShown.filter((one): one is ShownOf<"result"> => one.kind === "result");
const line = fc.oneof(
  { weight: 4, arbitrary: fc.lorem({ maxCount: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom(...nasty) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("```", "## Head", "- item", "| a | b |\n|---|---|\n| 1 | 2 |"),
  },
);
const longBody = fc
  .array(line, { minLength: 40, maxLength: 160 })
  .map((lines) => lines.join("\n").repeat(2));

function inLimits(view: View): void {
  assertMessage(view);
  checkMessageBlocks(JSON.parse(JSON.stringify(view.blocks)) as Json, []);
}

it("shows every part of any result within Slack's limits, whatever stands beside it", () => {
  fc.assert(
    fc.property(anyResult, longBody, (shown, markdown) => {
      const parts = splitResult(markdown, domain);
      for (const [index, bodyMarkdown] of parts.entries()) {
        const part = { n: index + 1, of: parts.length };
        inLimits(render({ ...shown, bodyMarkdown, part }, ctx));
      }
    }),
    { numRuns: 150 },
  );
});

/** Markdown whose rendered text has exactly so many characters. */
function bodyOf(chars: number): string {
  const item = "- Priya writes the mail to customers & checks it twice\n";
  const lines = item.repeat(Math.ceil(chars / item.length));
  let text = lines;
  while (markdownToMrkdwn(text, domain).length > chars) text = text.slice(0, -1);
  return text.padEnd(text.length + chars - markdownToMrkdwn(text, domain).length, ".");
}

const full: ShownOf<"result"> = {
  kind: "result",
  runId: "RUN",
  requester: { id: "U0MAYA0001", name: "Maya" },
  title: "Launch brief for everybody in sales, support and marketing",
  headline: "In Priya's version, approved by Priya. ".repeat(8),
  bodyMarkdown: "",
  part: { n: 1, of: 1 },
  sources: Array.from({ length: 40 }, (_, index) => ({
    n: index + 1,
    kind: "page" as const,
    label: `acme.example/page-${index + 1}`,
    url: `https://acme.example/page-${index + 1}`,
    note: "9 November",
  })),
  notRead: ["acme.example/closed (asks for a login)", "acme.example/gone (not there)"],
  checked: "11 of 11 facts found in the sources. Maya chose the date over the launch page",
  remarks: Array.from({ length: 9 }, (_, n) => `Remark ${n} about something that was not sure`),
  cost: "$0.11 · 1 min 50 s of work · 4 min waiting for people",
  practice: true,
};

it("keeps a body of 12,000 characters in one message, whole, and shortens the rest", () => {
  const markdown = bodyOf(12_000);
  expect(markdownToMrkdwn(markdown, domain)).toHaveLength(12_000);
  expect(splitResult(markdown, domain)).toEqual([markdown.trim()]);
  const view = render({ ...full, bodyMarkdown: markdown }, ctx);
  inLimits(view);
  const texts = view.blocks.flatMap((block) =>
    block.type === "section" ? [block.text?.text] : [],
  );
  const body = texts.filter((text) => text?.startsWith("•")).join("\n");
  expect(body).toBe(markdownToMrkdwn(markdown, domain));
  expect(JSON.stringify(view.blocks)).toMatch(/and \d+ more, see \*Why\?\*/);
  expect(JSON.stringify(view.blocks)).toContain("Checked: 11 of 11");
  expect(JSON.stringify(view.blocks)).toContain("$0.11");
  expect(textIn(view.blocks)).toBeGreaterThan(slackLimits.blockText - 300);
});

it("answers in two parts beyond that, with the sources in full on the last", () => {
  const parts = splitResult(bodyOf(12_100), domain);
  expect(parts).toHaveLength(2);
  const last = render({ ...full, bodyMarkdown: parts[1] ?? "", part: { n: 2, of: 2 } }, ctx);
  expect(JSON.stringify(last)).toContain("[40] ");
  expect(JSON.stringify(last)).toContain("part 2 of 2");
});
