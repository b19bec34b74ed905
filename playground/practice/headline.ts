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

/** The name that the facts use most for a thing, neither a person nor a day. */
function subjectOf(claims: Claim[]): string | null {
  const people = new Set(claims.flatMap((claim) => (claim.by ?? "").split(" ")));
  const counts = new Map<string, number>();
  for (const { excerpt } of claims) {
    for (const found of excerpt.matchAll(/\b\p{Lu}\p{Ll}{2,}\b/gu)) {
      const name = found[0];
      const inSentence = found.index > 0 && !/[.!?:]\s*$/.test(excerpt.slice(0, found.index));
      const before = counts.get(name) ?? 0;
      if (!people.has(name) && !CALENDAR.test(name))
        counts.set(name, before + (inSentence ? 2 : 0));
    }
  }
  const best = [...counts].toSorted((a, b) => b[1] - a[1])[0];
  return best && best[1] > 0 ? best[0] : null;
}
