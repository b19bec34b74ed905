import type { Generated } from "kysely";

/** A column with an instant: a Date on both sides. */
type At = Date;

/** An automatic rule of one person, from the offer on. */
export interface StandingRuleTable {
  id: string;
  team: string;
  user_id: string;
  user_name: string;
  /** offered · active · declined · ended */
  state: string;
  pattern: string;
  fn: string;
  /** What it answers, e.g. `approve` or `choose.2`. */
  verb: string;
  /** What it answers to, in words. */
  words: string;
  /** The version of the operator's rules under which it was offered. */
  policy: string;
  /** JSON: the calls that the offer lists. */
  shown: string;
  offered_at: At;
  from_at: At | null;
  until_at: At | null;
  ended_at: At | null;
  ended_by: string | null;
}

/** Who gets a message in the morning, and when the next one is due. */
export interface MorningTable {
  team: string;
  user_id: string;
  next_at: At;
}

/** A message that was deleted before it was heard of. */
export interface GoneMessageTable {
  team: string;
  channel: string;
  ts: string;
  deleted_at: Generated<At>;
}

/** What makes a call like others. */
export interface LikenessColumns {
  /** low · high */
  risk: Generated<string>;
  pattern: Generated<string>;
  same: Generated<string>;
  /** The call on whose card it is asked; null: its own. */
  joined_to: string | null;
  /** JSON: the standing rule that decided it. */
  by_rule: string | null;
}
