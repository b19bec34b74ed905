import type { Vote } from "../domain/vote.js";
import type { Tally } from "./votes-tally.js";

const MOST_REASON = 400;
const MOST_ALL = 2_900;

/** "Tom", "Tom and Priya", "Tom, Priya and Maya". */
export function allOf(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** Why it was not approved: what everybody said against it, or that too few are left. */
export function reasonsOf(no: readonly Vote[]): string {
  const all = no.map(({ userName, reason }) => {
    const said = reason.length > MOST_REASON ? `${reason.slice(0, MOST_REASON - 1)}…` : reason;
    return `${userName}: ${said || "no reason given."}`;
  });
  const text = all.join("\n") || "Too few people are left who may decide.";
  return text.length > MOST_ALL ? `${text.slice(0, MOST_ALL - 1)}…` : text;
}

/** What somebody reads after their vote. */
export function voteAnswer(
  vote: Vote,
  before: Vote | null,
  { yes, verdict }: Tally,
  need: number,
): string {
  const word = vote.isYes ? "yes" : "no";
  const isSame = before?.isYes === vote.isYes;
  const changed = before && !isSame ? "You changed your vote. " : "";
  const count = vote.isYes
    ? `Your yes counts${isSame ? " already" : ""}: ${yes.length} of ${need}.`
    : `Your ${word} counts${isSame ? " already" : ""}. ${yes.length} of ${need} said yes.`;
  return `${changed}${count}${verdict === "open" ? "" : " That decides it."}`;
}

/** Votes as lines: `Tom: no. Too early.` */
export function voteLines(
  votes: readonly Pick<Vote, "userName" | "isYes" | "reason" | "notes">[],
): string[] {
  return votes.map(({ userName, isYes, reason, notes }) => {
    const more = notes.map(({ about, text }) => `${about}: ${text}`);
    const said = [reason, ...more].filter(Boolean).map(closed);
    return [`${userName}: ${isYes ? "yes" : "no"}.`, ...said].join(" ");
  });
}

/** Reasons stand one behind the other, so each ends like a sentence. */
function closed(text: string): string {
  return /[\p{L}\p{N}]$/u.test(text) ? `${text}.` : text;
}
