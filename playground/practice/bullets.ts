import { datesIn, instantOf } from "./dates.js";
import type { Claim, Input } from "./shapes.js";
import { OPEN } from "./topics.js";
import { alike, share, stems } from "./words.js";

/** One line of a text with the sources it rests on. */
export interface Bullet {
  text: string;
  ns: number[];
}

/** A heading with its lines. */
export interface Group {
  heading: string;
  bullets: Bullet[];
}

const SHAKY = /\b(?:may have changed|outdated|out of date|old version|not sure|i think)\b/i;
const SAME = 0.7;
const EXTRA_FROM_CHECKED = 3;

/** A line with its citations, `Pricing goes live at 09:00 [1][2]`. */
export function written(bullet: Bullet): string {
  const ns = [...new Set(bullet.ns)].toSorted((a, b) => a - b);
  return `${bullet.text}${ns.length > 0 ? ` ${ns.map((n) => `[${n}]`).join("")}` : ""}`;
}

/** Whether a claim tells what a source tries to make its reader do: such text is never repeated. */
export function isOrder(claim: Claim): boolean {
  return claim.topic === "instruction in the text";
}

/** Sorts facts under the headings of a brief: when, who, what else, what is open. */
export function groupsOf(claims: Claim[], input: Input, most: number): Group[] {
  const people = [...new Set(claims.map((claim) => claim.by ?? "").filter(Boolean))];
  const checked = isCheckedAgainst(input);
  const ordered = [
    ...claims.filter((claim) => !checked.has(claim.sourceN)),
    ...claims.filter((claim) => checked.has(claim.sourceN) && claim.value !== null),
    ...claims.filter((claim) => checked.has(claim.sourceN) && claim.value === null),
  ];
  const kinds = { when: [], who: [], more: [], open: [] } as Record<Kind, Line[]>;
  let extra = 0;
  for (const claim of ordered) {
    const lines = kinds[kindOf(claim, people)];
    const same = lines.find((line) => isSame(line.claim, claim));
    if (same) same.bullet.ns.push(claim.sourceN);
    else if (!checked.has(claim.sourceN) || extra++ < EXTRA_FROM_CHECKED) {
      lines.push({ claim, bullet: { text: claim.text, ns: [claim.sourceN] } });
    }
  }
  const now = new Date(input.now || 0);
  kinds.when.sort((a, b) => orderOf(a.claim, now) - orderOf(b.claim, now));
  const group = (heading: string, kind: Kind): Group => ({
    heading,
    bullets: kinds[kind].slice(0, most).map((line) => line.bullet),
  });
  const all = [
    group("What happens when", "when"),
    group("Who does what", "who"),
    group(kinds.when.length + kinds.who.length > 0 ? "Good to know" : "Main points", "more"),
    group("Open points", "open"),
  ];
  return all.filter(({ bullets }) => bullets.length > 0);
}

type Kind = "when" | "who" | "more" | "open";
interface Line {
  claim: Claim;
  bullet: Bullet;
}

function kindOf(claim: Claim, people: string[]): Kind {
  const isOpen = OPEN.test(claim.excerpt) && !/^(?:if|when|unless)\b/i.test(claim.excerpt);
  if (isOpen || SHAKY.test(claim.excerpt)) return "open";
  const leads = people.some(
    (name) =>
      claim.text.startsWith(`${name}: `) ||
      new RegExp(
        `(?:^|[.,] )${escaped(name)} (?:owns|will|is|has|does|delivers|handles|leads|takes)\\b`,
      ).test(claim.text),
  );
  if (leads) return "who";
  return claim.value !== null && /(?:date|time)$/.test(claim.topic) ? "when" : "more";
}

/** Sources that the goal names only to check against: they confirm, and add little of their own. */
function isCheckedAgainst(input: Input): Set<number> {
  const other = input.claims.some((claim) => sourceOf(input, claim)?.kind !== "page");
  const checks = /\b(?:check(?:ed)?|compare[sd]?|verif\w+)\b[^.]*\b(?:against|with)\b/i.test(
    input.goal,
  );
  if (!other || !checks) return new Set();
  return new Set(
    input.sources.filter((source) => source.kind === "page").map((source) => source.n),
  );
}

function sourceOf(input: Input, claim: Claim): Input["sources"][number] | undefined {
  return input.sources.find((source) => source.n === claim.sourceN);
}

function isSame(a: Claim, b: Claim): boolean {
  if (alike(a.text, b.text) >= SAME) return true;
  if (a.value === null || a.topic !== b.topic || a.value !== b.value) return false;
  return share(stems(a.topic), stems(b.text)) > 0 || share(stems(b.text), stems(a.text)) >= 0.4;
}

/** By date first, by time of day where only that is said. */
function orderOf(claim: Claim, now: Date): number {
  const date = datesIn(claim.value ?? "").find((one) => one.month !== null);
  if (date) return instantOf(date, now)?.getTime() ?? 0;
  const [hours = 0, minutes = 0] = (claim.value ?? "").split(":").map(Number);
  return Number.MAX_SAFE_INTEGER / 2 + hours * 60 + minutes;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
