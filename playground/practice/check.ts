import { ADDED_HEADING } from "./changes.js";
import { isOrder } from "./bullets.js";
import { datesIn, instantOf, monthIn } from "./dates.js";
import { ANSWERS_HEADING } from "./draft.js";
import { eachOf, NOT_FOUND, NOT_READ, seatsIn } from "./comparison.js";
import type { Claim, Input } from "./shapes.js";
import { alike, cut, share, stems } from "./words.js";

const ENOUGH = 0.6;
const OLD_DAYS = 21;
const NO_FACT =
  /^(?:\d+ (?:repl(?:y is|ies are) ready|decisions?, \d+ open tasks?)\b.*|Hello [^,]{1,40},|No reply: .*|.*\(.{1,40}'s word\)|.* side by side\.?|Written for:|.*\bnot found(?: in the sources)?$|.*\bsay nothing about this|.*\bthere is nothing to say|.*, in .{1,40} own words$|.{1,80}, as answered$)/i;

interface Statement {
  text: string;
  supported: boolean;
  claimIds: string[];
  note: string;
}

/** Compares each line of a draft with the words it should rest on. */
export function check(input: Input): object {
  const { lines, asked } = linesOf(input.draft);
  const statements = lines.map((line) => judged(line, input)).slice(0, 100);
  const missing = statements.filter(
    (one) => !one.supported && !input.personsOwn.some((own) => alike(own, one.text) >= 0.8),
  );
  const doubts = [...new Set(doubtsOf(input, statements))];
  if (asked > 0) doubts.push("What stands under “Added on request” rests on no source.");
  return {
    statements,
    unmetCriteria: [],
    doubts: doubts.slice(0, 10).map((doubt) => cut(doubt, 300)),
    verdict: missing.length > 0 ? "revise" : "pass",
    advice: missing.slice(0, 10).map((one) => cut(`Take out or source: ${one.text}`, 500)),
  };
}

/** Lines that state something, without signs; `asked` counts lines that people asked for. */
function linesOf(draft: string): { lines: string[]; asked: number } {
  const lines: string[] = [];
  let asked = 0;
  const table: string[] = [];
  let heading = "";
  for (const raw of draft.split("\n").map((line) => line.trim())) {
    if (raw.startsWith("#")) heading = raw.replace(/^#+\s*/, "");
    if (raw.startsWith("|")) {
      table.push(raw);
      continue;
    }
    const line = raw
      .replace(/^(?:[-*•]|\d+\.)\s+/, "")
      .replaceAll("**", "")
      .trim();
    if (line === "" || raw.startsWith("#") || NO_FACT.test(line)) continue;
    if (heading === ADDED_HEADING) asked += 1;
    else if (heading !== ANSWERS_HEADING) lines.push(line);
  }
  return { lines: [...lines, ...cellLines(table)], asked };
}

/** Each cell that states something as a line of its own, `Price: $19 [1]`. */
function cellLines(table: string[]): string[] {
  const rows = table.slice(2).map((row) => row.replace(/^\||\|$/g, "").split(/(?<!\\)\|/));
  return rows.flatMap(([point = "", ...cells]) =>
    cells
      .map((cell) => cell.replaceAll("\\|", "|").trim())
      .filter((cell) => cell !== "" && cell !== NOT_FOUND && cell !== NOT_READ)
      .map((cell) => `${point.trim()}: ${cell}`),
  );
}

function judged(line: string, input: Input): Statement {
  const cited = [...line.matchAll(/\[(\d+)\]/g)].map((found) => Number(found[1]));
  const text = cut(line.replace(/\s*\[\d+\]/g, "").trim(), 1000);
  const open = input.claims.filter((claim) => cited.length === 0 || cited.includes(claim.sourceN));
  const ranked = open
    .filter((claim) => !isOrder(claim))
    .map((claim) => ({ claim, score: supportOf(text, claim) }))
    .filter(({ score }) => score >= ENOUGH)
    .toSorted((a, b) => b.score - a.score);
  if (ranked.length > 0) {
    return { text, supported: true, claimIds: ranked.slice(0, 5).map((r) => r.claim.id), note: "" };
  }
  const worked = workedOut(text, open, input);
  if (worked) return { text, supported: true, claimIds: [worked.id], note: "" };
  const sides = input.claims.filter((claim) => claim.value !== null && text.includes(claim.value));
  if (/ not settled: /.test(text) && sides.length > 1) {
    return { text, supported: true, claimIds: sides.slice(0, 5).map((one) => one.id), note: "" };
  }
  const labels = input.sources.filter((source) => text.includes(source.label));
  // The first line of a comparison names what is compared.
  if (labels.length > 1) {
    const ids = labels.flatMap((s) => input.claims.filter((c) => c.sourceN === s.n).slice(0, 1));
    return { text, supported: true, claimIds: ids.map((claim) => claim.id), note: "" };
  }
  const chosen = input.choices.some((one) => one.choice.length >= 8 && text.includes(one.choice));
  const note = chosen ? "" : "No source says so.";
  return { text, supported: chosen, claimIds: [], note };
}

/** The price that a total for several people, or a "cheapest", is worked out from. */
function workedOut(text: string, open: Claim[], input: Input): Claim | null {
  const seats = seatsIn(input);
  const total = /^For (\d+) people: (\S+)$/.exec(text);
  if (total && seats === Number(total[1]))
    return open.find((claim) => eachOf(claim)?.times(seats) === total[2]) ?? null;
  const amount = /^.{1,60} is cheapest: ([$€£]\d[\d.,]*)/.exec(text)?.[1];
  return amount ? (open.find((claim) => claim.text.includes(amount)) ?? null) : null;
}

/** How much of a statement its claim carries; nothing if a number or time differs. */
function supportOf(text: string, claim: Claim): number {
  const said = stems(text);
  const there = stems(
    `${claim.topic} ${claim.text} ${claim.excerpt} ${claim.value ?? ""} ${claim.by ?? ""} ${claim.date ?? ""}`,
  );
  const numbers = [...said].filter((word) => /^\d/.test(word));
  if (numbers.some((number) => !there.has(number))) return 0;
  return share(said, there);
}

function doubtsOf(input: Input, statements: Statement[]): string[] {
  const now = new Date(input.now || 0);
  const used = new Set(statements.flatMap((one) => one.claimIds));
  const doubts: string[] = [];
  for (const claim of input.claims) {
    const from = input.sources.find((source) => source.n === claim.sourceN)?.label ?? "A source";
    if (isOrder(claim))
      doubts.push(`${from} holds text that gives orders to its reader. It was not followed.`);
    const old = monthIn(claim.excerpt, now);
    if (used.has(claim.id) && old && isOld(old, now)) doubts.push(`${claim.text}.`);
  }
  for (const source of input.sources) {
    const date = datesIn(source.note).find((one) => one.month !== null);
    const at = date ? instantOf(date, now) : null;
    if (at && isOld(at, now)) doubts.push(`${source.label} is from ${date?.raw ?? "long ago"}.`);
  }
  return doubts;
}

function isOld(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() > OLD_DAYS * 86_400_000;
}
