import { datesIn } from "./dates.js";
import type { Claim, Input } from "./shapes.js";
import { conceptOf } from "./topics.js";
import { capital, share, stems } from "./words.js";
import type { Bullet } from "./bullets.js";

/** What the disagreements between sources came to. */
export interface Settled {
  /** Claims that may still be used as they are. */
  claims: Claim[];
  /** The value of each topic that is clear, with its sources and, for a person's own value, who said it. */
  clear: Map<string, { value: string; ns: number[]; by: string | null }>;
  /** Lines for what is not settled. */
  open: Bullet[];
}

/** Applies people's choices; where sources disagree on the main date and nobody chose, both values stay, as open. */
export function settle(input: Input, claims: Claim[]): Settled {
  const clear: Settled["clear"] = new Map();
  const open: Bullet[] = [];
  const gone = new Set<Claim>();
  const chosen = new Set<string>();
  for (const { question, choice, by } of input.choices) {
    const topic = topicOf(question, claims);
    if (topic === null) continue;
    chosen.add(topic);
    const about = claims.filter((claim) => claim.topic === topic);
    const agreed = about.filter((claim) => claim.value !== null && choice.startsWith(claim.value));
    for (const claim of about) if (!agreed.includes(claim)) gone.add(claim);
    if (agreed.length > 0) {
      clear.set(topic, { value: agreed[0]!.value!, ns: nsOf(agreed), by: null });
    } else if (datesIn(choice).length > 0 && !/disagree|neither/i.test(choice)) {
      clear.set(topic, { value: choice, ns: [], by });
    } else open.push(disagreement(topic, about));
  }
  const main = `${conceptOf(`${input.title} ${input.goal}`) ?? ""} date`.trim();
  const about = claims.filter((claim) => claim.topic === main && claim.value !== null);
  const values = new Set(about.map((claim) => claim.value));
  if (!chosen.has(main) && values.size === 1) {
    clear.set(main, { value: about[0]!.value!, ns: nsOf(about), by: null });
  } else if (!chosen.has(main) && values.size > 1 && new Set(nsOf(about)).size > 1) {
    open.push(disagreement(main, about));
    for (const claim of about) gone.add(claim);
  }
  return { claims: claims.filter((claim) => !gone.has(claim)), clear, open };
}

function topicOf(question: string, claims: Claim[]): string | null {
  const words = stems(question);
  const topics = [...new Set(claims.filter((c) => c.value !== null).map((claim) => claim.topic))];
  const scored = topics.map((topic) => ({ topic, score: share(stems(topic), words) }));
  const best = scored.toSorted((a, b) => b.score - a.score || b.topic.length - a.topic.length)[0];
  return best && best.score === 1 ? best.topic : null;
}

function disagreement(topic: string, about: Claim[]): Bullet {
  const values = new Map<string, number[]>();
  for (const claim of about) {
    if (claim.value !== null)
      values.set(claim.value, [...(values.get(claim.value) ?? []), claim.sourceN]);
  }
  const sides = [...values].map(
    ([value, ns]) => `${value} ${[...new Set(ns)].map((n) => `[${n}]`).join("")}`,
  );
  return { text: `${capital(topic)} not settled: ${sides.join(" or ")}`, ns: [] };
}

function nsOf(claims: Claim[]): number[] {
  return claims.map((claim) => claim.sourceN);
}
