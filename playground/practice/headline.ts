import type { Bullet } from "./bullets.js";
import type { Settled } from "./settled.js";
import type { Claim, Input } from "./shapes.js";
import { conceptOf } from "./topics.js";
import { capital, share, stems } from "./words.js";

const CALENDAR =
  /^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)$/;

/** The first line of a text, and the topic or claim it uses up. */
export interface Headline {
  line: Bullet;
  topic: string | null;
  claim: Claim | null;
}

/** The one thing to know: the settled main date, else the fact nearest to the goal; null without facts. */
export function headlineOf(input: Input, settled: Settled): Headline | null {
  const concept = conceptOf(`${input.title} ${input.goal}`);
  const topic = `${concept ?? ""} date`.trim();
  const main = settled.clear.get(topic);
  if (main) {
    const subject = subjectOf(settled.claims);
    const says =
      concept === "launch" && subject
        ? `${subject} launches on ${main.value}`
        : `${capital(topic)}: ${main.value}`;
    const text = main.by ? `${says} (${main.by}'s word)` : says;
    return { line: { text, ns: main.ns }, topic, claim: null };
  }
  const goal = stems(`${input.goal} ${input.title}`);
  const best = settled.claims
    .map((claim, at) => ({ claim, at, score: share(goal, stems(claim.text)) }))
    .toSorted((a, b) => b.score - a.score || a.at - b.at)[0];
  if (!best) return null;
  return {
    line: { text: best.claim.text.replace(/\.$/, ""), ns: [best.claim.sourceN] },
    topic: null,
    claim: best.claim,
  };
}

/** The one-word name that several facts use for a thing, neither a person nor a day; null if there is none. */
function subjectOf(claims: Claim[]): string | null {
  const people = new Set(claims.flatMap((claim) => (claim.by ?? "").split(" ")));
  const counts = new Map<string, { facts: number; inside: boolean }>();
  for (const { excerpt } of claims) {
    const here = new Set<string>();
    // Two capitals in a row are a person's name, or a heading.
    for (const found of excerpt.matchAll(/\b\p{Lu}\p{Ll}{2,}(?: \p{Lu}\p{Ll}+)*\b/gu)) {
      const name = found[0];
      if (name.includes(" ") || people.has(name) || CALENDAR.test(name)) continue;
      const before = counts.get(name) ?? { facts: 0, inside: false };
      const inside = found.index > 0 && !/[.!?:;]\s*$/.test(excerpt.slice(0, found.index));
      counts.set(name, {
        facts: before.facts + (here.has(name) ? 0 : 1),
        inside: before.inside || inside,
      });
      here.add(name);
    }
  }
  const names = [...counts].filter(([, seen]) => seen.inside && seen.facts > 1);
  return names.toSorted((a, b) => b[1].facts - a[1].facts)[0]?.[0] ?? null;
}
