import type { Vote } from "../domain/vote.js";

/** How the votes stand: those that count, and whether they decide. */
export interface Tally {
  yes: Vote[];
  no: Vote[];
  /** Who may vote and has not. */
  left: number;
  verdict: "yes" | "no" | "open";
}

/**
 * Counts votes: one a person, only of people who may decide now, only on what is decided about. It is decided when
 * enough say yes, and as soon as there can never be enough.
 */
export function tally(given: {
  need: number;
  votes: readonly Vote[];
  about: string;
  /** Ids of all who are asked or may decide besides, as the call names them. */
  people: readonly string[];
  /** Whether somebody of these may decide as things are now. */
  mayDecide: (id: string) => boolean;
}): Tally {
  const may = new Set(given.people.filter(given.mayDecide));
  const counted = new Map<string, Vote>();
  for (const vote of given.votes) {
    if (vote.about === given.about && may.has(vote.userId)) counted.set(vote.userId, vote);
  }
  const yes = [...counted.values()].filter((one) => one.isYes);
  const no = [...counted.values()].filter((one) => !one.isYes);
  const left = may.size - counted.size;
  const verdict = yes.length >= given.need ? "yes" : yes.length + left < given.need ? "no" : "open";
  return { yes, no, left, verdict };
}
