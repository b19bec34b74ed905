import { datesIn, instantOf } from "./dates.js";
import type { Claim, Input } from "./shapes.js";
import { DECIDED } from "./topics.js";
import { alike, cut } from "./words.js";

const MOST = 3;
const LIKE_ENOUGH = 0.3;

/** Finds topics on which sources name different dates, times or amounts, and lays the sides out. */
export function reconcile(input: Input): object {
  const topics = new Map<string, Claim[]>();
  for (const claim of input.claims) {
    if (claim.value !== null) topics.set(claim.topic, [...(topics.get(claim.topic) ?? []), claim]);
  }
  const contradictions = [...topics].flatMap(([topic, claims]) => {
    const isDate = topic.endsWith("date");
    const isTime = topic.endsWith("time");
    if (!isDate && (!isTime || /\bcompar/i.test(input.goal))) return [];
    const sides = sidesOf(claims, isDate);
    return sides ? [contradiction(topic, sides, claims, input)] : [];
  });
  return { contradictions: contradictions.slice(0, MOST) };
}

/** One claim for each source's position, if two positions have nothing in common; else null. */
function sidesOf(claims: Claim[], isDate: boolean): Claim[] | null {
  const bySource = new Map<number, Claim[]>();
  for (const claim of claims) {
    bySource.set(claim.sourceN, [...(bySource.get(claim.sourceN) ?? []), claim]);
  }
  // In a talk the last word counts; a page says everything at once.
  const stands = [...bySource.values()].map((own) =>
    own.some((claim) => claim.by !== null) && isDate ? own.slice(-1) : own,
  );
  for (const [at, one] of stands.entries()) {
    for (const other of stands.slice(at + 1)) {
      const shared = one.some((a) => other.some((b) => a.value === b.value));
      const pair = one.flatMap((a) => other.map((b) => [a, b] as const));
      const match = pair.find(([a, b]) => isDate || alike(a.text, b.text) >= LIKE_ENOUGH);
      if (!shared && match) return [...match];
    }
  }
  return null;
}

function contradiction(topic: string, sides: Claim[], claims: Claim[], input: Input): object {
  const now = new Date(input.now || 0);
  const values = [...new Set(sides.map((side) => side.value ?? ""))];
  const newest = sides.toSorted((a, b) => saidAt(b, now) - saidAt(a, now))[0]!;
  const other = sides.find((side) => side !== newest)!;
  const isNewer = saidAt(newest, now) > saidAt(other, now);
  const label = (claim: Claim): string =>
    input.sources.find((source) => source.n === claim.sourceN)?.label ?? "the other source";
  const who = newest.by ? `${newest.by}'s message` : capitalLabel(label(newest));
  const final =
    DECIDED.test(newest.excerpt) && /final|confirmed|agreed|decided/i.test(newest.excerpt);
  const suggestion = isNewer
    ? `${who} is newer than ${label(other)}${final ? " and calls it settled" : ""}, so I would take ${newest.value}.`
    : `${who} and ${label(other)} are equally old, so I cannot say which one counts.`;
  return {
    question: cut(`Which ${topic} is right?`, 200),
    options: values.map((value) => ({
      label: cut(value, 200),
      short: cut(value.replace(/^(\p{L}{3})\p{L}*day\b/u, "$1"), 75),
      claimIds: claims
        .filter((claim) => claim.value === value)
        .slice(0, 10)
        .map((claim) => claim.id),
    })),
    suggestion: cut(suggestion, 300),
    suggestedIndex: isNewer ? values.indexOf(newest.value ?? "") : null,
  };
}

function saidAt(claim: Claim, now: Date): number {
  const date = datesIn(claim.date ?? "").find((one) => one.month !== null);
  return date ? (instantOf(date, now)?.getTime() ?? 0) : 0;
}

function capitalLabel(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}
