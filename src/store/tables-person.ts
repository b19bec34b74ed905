import type { Generated, GeneratedAlways } from "kysely";

/** A column with an instant: a Date on both sides. */
type At = Date;

/** Who opened Home, and which pages of its lists they look at (JSON). */
export interface HomeViewTable {
  team: string;
  user_id: string;
  pages: Generated<string>;
  opened_at: At;
}

/** Whose Home must be composed again. */
export interface HomeChangeTable {
  seq: GeneratedAlways<number>;
  team: string;
  user_id: string;
}

/** When somebody wants to be reminded of a call. */
export interface ReminderTable {
  call_id: string;
  user_id: string;
  at: At;
  sent_at: At | null;
}

/** Whether we, or Slack, are there. */
export interface PresenceTable {
  /** house · bots · slack */
  what: string;
  seen_at: At;
  down_since: At | null;
}

/** What somebody thinks of a result. */
export interface FeedbackTable {
  run_id: string;
  person: string;
  /** good · bad */
  value: string;
  at: At;
}

/** One person's vote on a call that several decide together; at most one each. */
export interface VoteTable {
  call_id: string;
  user_id: string;
  user_name: string;
  /** The digest of what was voted on. */
  about: string;
  is_yes: boolean;
  reason: string;
  /** JSON: notes to single points. */
  notes: Generated<string>;
  at: At;
}

/** What a workspace refused. */
export interface SurfaceTable {
  team: string;
  what: string;
  refused_at: At;
}
