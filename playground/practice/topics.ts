/** Things that plans and pages everywhere are about, with the words they use for them. */
const CONCEPTS: [string, RegExp][] = [
  ["early access", /\b(?:early access|beta|preview|pilot)\b/i],
  ["price", /\b(?:pric\w+|costs?|fees?|plans? cost|charge[sd]?|per (?:person|seat|user))\b/i],
  ["mail", /\b(?:e-?mails?|mails?|newsletter)\b/i],
  ["support", /\b(?:support|staffed|rota|on[- ]call|help ?desk|hotline)\b/i],
  ["legal", /\b(?:legal|contract|terms|data processing|compliance)\b/i],
  ["press", /\b(?:press|media|announcement)\b/i],
  ["status page", /\bstatus page\b/i],
  ["trial", /\btrials?\b/i],
  ["deadline", /\b(?:deadline|due|closes|no later than)\b/i],
  ["meeting", /\b(?:meeting|workshop|call with|kick-?off)\b/i],
  ["incident", /\b(?:incident|outage|down(?:time)?|disruption)\b/i],
  ["scope", /\b(?:scope|included|not in this|ships with)\b/i],
  [
    "launch",
    /\b(?:launch(?:es|ed|ing)?|available|availability|releas\w+|ships?|go(?:es)? live|are live|is live|roll-?out|starts on)\b/i,
  ],
];

/** What a sentence is about: the concept it names first, or null. */
export function conceptOf(text: string): string | null {
  let best: { name: string; at: number } | null = null;
  for (const [name, pattern] of CONCEPTS) {
    const at = pattern.exec(text)?.index ?? -1;
    if (at >= 0 && (best === null || at < best.at)) best = { name, at };
  }
  return best?.name ?? null;
}

/** A fact is still open. */
export const OPEN =
  /\b(?:(?:is|are|still|remains?|left) open|open (?:points?|questions?|issues?|items?)|pending|unclear|undecided|not (?:yet )?(?:clear|decided|settled|known)|waiting for|tbd|tbc|to be (?:decided|confirmed)|needs? (?:a )?(?:decision|sign-?off)|not sure)\b/i;

/** Something was settled. */
export const DECIDED =
  /\b(?:final|decided|agreed|confirmed|approved|frozen|moved|postponed|brought forward|signed off|stays|will|must|only|not in|no longer|off the table)\b/i;

/** Says that a thing is not so any more. */
export const DENIED =
  /\b(?:off the table|no longer|cancelled|outdated|not (?:the|on|any ?more))\b/i;

/** A text that tries to give orders to whoever reads it by machine. */
export const ORDERS =
  /\b(?:ignore (?:all |any |your |the |previous |prior )*(?:instructions|rules)|disregard (?:all |your |the )*(?:instructions|rules)|you are now (?:the|an?)\b|system ?(?:prompt|:)|call (?:the )?\w+_\w+|do not (?:mention|tell) )/i;
