/** One thing that is wrong, and what to do about it: a plain line each, without secrets. */
export interface Problem {
  what: string;
  fix: string;
}

/** Numbers and names that a check found, for the line of JSON. */
export type Figures = Record<string, string | number | boolean | null>;

/** What one check found. */
export type Finding =
  | { state: "ok"; says: string; note?: string; figures?: Figures }
  | { state: "broken"; problems: Problem[]; figures?: Figures }
  | { state: "skipped"; needs: string };

/** One check: small, by itself, within its time limit. */
export interface Check {
  /** Its name in the line of JSON. */
  key: string;
  /** Its name in the list. */
  name: string;
  limitMs: number;
  look(signal: AbortSignal): Promise<Finding>;
}

/** Something is wrong. */
export function broken(what: string, fix: string, figures: Figures = {}): Finding {
  return { state: "broken", problems: [{ what, fix }], figures };
}

/** It could not be looked at; `needs` names what has to be mended first. */
export function skipped(needs: string): Finding {
  return { state: "skipped", needs };
}
