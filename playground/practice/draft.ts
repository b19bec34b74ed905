import { groupsOf, isOrder, written, type Group } from "./bullets.js";
import { applyChanges } from "./changes.js";
import { comparison } from "./comparison.js";
import { digest } from "./digest.js";
import { headlineOf } from "./headline.js";
import { incident } from "./incident.js";
import { replies } from "./replies.js";
import { settle } from "./settled.js";
import type { Input } from "./shapes.js";
import { capital, cut } from "./words.js";

const MOST_CHARS = 60_000;
const PER_GROUP = 6;
const PER_SHORT_GROUP = 3;
const SHORT = /\b(?:short|brief summary|few lines|tl;?dr|three sentences)\b/i;
const WISH =
  /\b(?:shorter|too long|remove|delete|drop|leave out|take out|without|do not|don't|replace|add|mention|include|say|also)\b/i;

/** What is to be different from an earlier result, at the end of a goal. */
const CHANGE = /^Change the earlier result: (.+)$/gm;

/** The words by which the question for a text to work from is known again. */
export const MATERIAL = "What should I work from?";

/** Where people's own answers stand in a text. */
export const ANSWERS_HEADING = "As answered";

/** Writes a text from the facts, or changes the one before; nothing in it is made up. */
export function draft(input: Input): object {
  // A request that was rewritten is a new goal, and no line to add.
  const notes = input.notes
    .map((note) => note.text)
    .filter((text) => WISH.test(text) && !text.startsWith("I changed my request"));
  if (input.previous !== null && input.previous.trim() !== "") {
    const { text, changed } = applyChanges(input.previous, [...notes, ...input.changes], input);
    return { markdown: cut(text, MOST_CHARS), changed };
  }
  const asked = [...input.goal.matchAll(CHANGE)].map((found) => found[1] ?? "");
  const { text } = applyChanges(firstText(input), [...asked, ...notes, ...input.changes], input);
  return { markdown: cut(text, MOST_CHARS), changed: [] };
}

function firstText(input: Input): string {
  const special = comparison(input) ?? replies(input) ?? digest(input) ?? incident(input);
  if (special !== null) return special;
  const usable = input.claims.filter((claim) => !isOrder(claim));
  const settled = settle(input, usable);
  const headline = headlineOf(input, settled);
  const parts: string[] = [];
  if (headline)
    parts.push(`**${headline.line.text}.**${written({ text: "", ns: headline.line.ns })}`);
  else parts.push(withoutFacts(input));
  const reader = input.answers.find((one) => /\b(?:read|audience|readers?)\b/i.test(one.question));
  if (reader?.answer.trim()) parts.push(`Written for: ${reader.answer.trim()}`);

  const left = settled.claims.filter(
    (claim) => claim !== headline?.claim && (headline?.topic ?? "") !== claim.topic,
  );
  const most = SHORT.test(input.goal) ? PER_SHORT_GROUP : PER_GROUP;
  const groups = groupsOf(left, input, most);
  for (const bullet of settled.open) {
    const open = groups.find((group) => group.heading === "Open points");
    if (open) open.bullets.unshift(bullet);
    else groups.push({ heading: "Open points", bullets: [bullet] });
  }
  const answers = input.answers.filter((one) => one !== reader && one.answer.trim() !== "");
  if (answers.length > 0) {
    const bullets = answers.flatMap((one) =>
      one.question.includes(MATERIAL)
        ? sentencesOf(one.answer).map((text) => ({ text, ns: [] }))
        : [
            {
              text: `${one.question.replace(/[?:]\s*$/, "")}: ${one.answer.trim()} (${one.by})`,
              ns: [],
            },
          ],
    );
    groups.push({ heading: ANSWERS_HEADING, bullets });
  }
  return [...parts, ...groups.map(asText)].join("\n\n");
}

/** The first line of a text for which no source says anything. */
function withoutFacts(input: Input): string {
  const title = capital(input.title || "result");
  const given = input.answers.find((one) => one.question.includes(MATERIAL));
  if (given) return `**${title}, in ${given.by}'s own words**`;
  if (input.sources.length === 0 && input.answers.length > 0) return `**${title}, as answered**`;
  return input.sources.length === 0
    ? `**${title}: nothing could be read, so there is nothing to say.**`
    : `**${title}: the sources say nothing about this.**`;
}

function sentencesOf(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?])\s+(?=\p{Lu})/u)
    .map((one) => one.replace(/^[-*•]\s+/, "").trim())
    .filter((one) => one !== "");
}

function asText({ heading, bullets }: Group): string {
  return `## ${heading}\n${bullets.map((bullet) => `- ${written(bullet)}`).join("\n")}`;
}
