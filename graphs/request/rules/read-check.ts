import type { AgentOut } from "../../../src/domain/agent-io.js";
import { isOwnWord } from "./own-words.js";

const MOST_DOUBTS = 5;

/** What a check comes to. */
export interface CheckRead {
  /** E.g. `11 of 11 facts found in the sources.` */
  checked: string;
  doubts: string[];
  /** Doubts and criteria that speak against the text, the person's own words left out. */
  against: string[];
  found: number;
  total: number;
}

/** Counts by rule what the checker found and says it in a line; `own` are sentences that `by` wrote. */
export function readCheck(
  out: AgentOut<"check">,
  own: string[] = [],
  by: string | null = null,
): CheckRead {
  const persons = out.statements.filter((one) => !one.supported && isOwnWord(one.text, own));
  const facts = out.statements.filter((one) => !persons.includes(one));
  const missing = facts.filter((one) => !one.supported);
  const found = facts.length - missing.length;
  const doubts = unique([
    ...missing.map((one) => `Not found in the sources: ${cut(one.text)}`),
    ...out.unmetCriteria.map((criterion) => `Not met: ${cut(criterion)}`),
    ...out.doubts.map(cut),
  ]);
  return {
    checked: checkedLine(found, facts.length, persons.length, by),
    doubts:
      doubts.length > MOST_DOUBTS
        ? [...doubts.slice(0, MOST_DOUBTS - 1), `${doubts.length - MOST_DOUBTS + 1} more doubts.`]
        : doubts,
    against: doubts,
    found,
    total: facts.length,
  };
}

function checkedLine(found: number, total: number, own: number, by: string | null): string {
  const line =
    total === 0
      ? "there were no facts to check"
      : `${found} of ${total} ${total === 1 ? "fact" : "facts"} found in the sources`;
  if (own === 0) return `${line}.`;
  const whose = by ? `${by}'s own word` : "a person's own word";
  return `${line}; ${own === 1 ? `one is ${whose}` : `${own} are ${whose}`}.`;
}

function unique(lines: string[]): string[] {
  return [...new Set(lines)];
}

function cut(text: string): string {
  const one = text.replace(/\s+/gu, " ").trim();
  return one.length > 250 ? `${one.slice(0, 249).trimEnd()}…` : one;
}
