import type { Generated } from "kysely";

/** A column with an instant: a Date on both sides. */
type At = Date;
/** A bigint that stays below 2^53; starts at its default. */
type Count = Generated<number>;

/** A recurring goal; files is JSON. */
export interface ScheduleTable {
  id: string;
  team: string;
  channel: string;
  thread_ts: string | null;
  read_thread_ts: string | null;
  is_dm: boolean;
  creator_id: string;
  title: string;
  goal: string;
  files: Generated<string>;
  cron: string;
  tz: string;
  state: string;
  paused_why: Generated<string>;
  next_at: At | null;
  failures: Count;
  last_at: At | null;
  last_cost_usd: number | null;
  created_at: At;
  confirmed_at: At | null;
}

/** One due instant of a schedule. */
export interface FireTable {
  schedule_id: string;
  instant: At;
  run_id: string;
  late_ms: number;
  missed: number;
  since: At | null;
  /** When the end of its run was counted. */
  settled_at: At | null;
}
