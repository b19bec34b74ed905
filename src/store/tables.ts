import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type {
  FeedbackTable,
  HomeChangeTable,
  HomeViewTable,
  PresenceTable,
  ReminderTable,
  SurfaceTable,
  VoteTable,
} from "./tables-person.js";
import type { GrantTable } from "./tables-grant.js";
import type {
  GoneMessageTable,
  LikenessColumns,
  MorningTable,
  StandingRuleTable,
} from "./tables-inbox.js";
import type { ModelCallTable, SpendDayTable } from "./tables-spend.js";
import type { FireTable, ScheduleTable } from "./tables-schedule.js";

/** A column with an instant: a Date on both sides. */
type At = Date;
/** A bigint that stays below 2^53: a number on both sides; starts at its default. */
type Count = Generated<number>;

/** The tables of the schema `fermata`, as the query builder sees them. JSON columns are text. */
export interface Tables {
  person: PersonTable;
  request: RequestTable;
  run: RunTable;
  note: NoteTable;
  task: TaskTable;
  artifact: ArtifactTable;
  human_call: HumanCallTable;
  vote: VoteTable;
  effect: EffectTable;
  effect_grant: GrantTable;
  inbox: InboxTable;
  outbox: OutboxTable;
  model_call: ModelCallTable;
  spend_day: SpendDayTable;
  ledger: LedgerTable;
  ledger_head: LedgerHeadTable;
  surface: SurfaceTable;
  home_view: HomeViewTable;
  home_change: HomeChangeTable;
  reminder: ReminderTable;
  presence: PresenceTable;
  feedback: FeedbackTable;
  schedule: ScheduleTable;
  fire: FireTable;
  standing_rule: StandingRuleTable;
  morning: MorningTable;
  gone_message: GoneMessageTable;
}

/** The schema that holds all of our tables. */
export const SCHEMA = "fermata";

/** Somebody in a workspace. */
export interface PersonTable {
  team: string;
  id: string;
  name: string;
  tz: string;
  is_bot: boolean;
  is_guest: boolean;
  is_stranger: boolean;
  is_deactivated: boolean;
  is_admin: boolean;
  fetched_at: At;
}

/** What a person asked. */
export interface RequestTable {
  id: string;
  team: string;
  channel: string;
  thread_ts: string;
  message_ts: string;
  user_id: string;
  via: string;
  is_dm: boolean;
  text: string;
  files: Generated<string>;
  parent_run_id: string | null;
  /** The run that could not go on after an update, and is started again with what is known. */
  restart_of: string | null;
  received_at: At;
}

/** One execution; money in US dollars. */
export interface RunTable {
  id: string;
  request_id: string;
  team: string;
  channel: string;
  thread_ts: string;
  title: Generated<string>;
  status: Generated<string>;
  end_reason: string | null;
  end_detail: Generated<string>;
  graph_version: string;
  graph_shape: string | null;
  token: Count;
  lease_until: At | null;
  attempts: Count;
  next_try_at: At | null;
  stop_by: string | null;
  stop_at: At | null;
  /** Why, where nobody pressed Stop: `deleted`. */
  stop_why: string | null;
  cap_usd: number;
  spent_usd: Count;
  reserved_usd: Count;
  work_ms: Count;
  result_artifact_id: string | null;
  /** JSON, packed. */
  input: Buffer | null;
  /** Where it is shown, if not where it was asked; with a channel and no thread it stands at top level. */
  show_channel: string | null;
  show_thread_ts: string | null;
  /** How long Fermata was away while it should have worked, and from when. */
  late_ms: Count;
  late_from: At | null;
  /** Since when it waits for a model that does not answer, and how often it has been tried again. */
  model_away_since: At | null;
  model_waits: Count;
  /** How often a model answered it, how many sources it opened, and the keys of the steps that opened them. */
  model_calls: Count;
  reads: Count;
  read_keys: Generated<string[]>;
  created_at: At;
  ended_at: At | null;
  /** Where its trace began, in the form of a W3C traceparent; null while traces are off. */
  traceparent: string | null;
}

/** A follow-up in the thread of a run. */
export interface NoteTable {
  id: string;
  run_id: string;
  message_ts: string;
  user_id: string;
  user_name: string;
  text: string;
  at: At;
  taken_at: At | null;
  /** Its words were sent back as a change: it is no note any more. */
  sent_back: Generated<boolean>;
}

/** A line of the status message. */
export interface TaskTable {
  run_id: string;
  id: string;
  position: number;
  title: string;
  state: string;
  note: Generated<string>;
  /** JSON: what it read; null: nothing that can be opened. */
  sources: string | null;
}

/** A stored text. */
export interface ArtifactTable {
  id: string;
  run_id: string;
  key: string;
  kind: string;
  title: string;
  body: string;
  digest: string;
  created_at: At;
}

/** A question to people; args, asked, others, outcome and decided_by are JSON. */
export interface HumanCallTable extends LikenessColumns {
  id: string;
  run_id: string;
  task_id: string | null;
  fn: string;
  status: Generated<string>;
  /** JSON, packed. */
  args: Buffer;
  asked: string;
  others: string;
  channel: string;
  thread_ts: string;
  silence: string;
  opened_at: At;
  deadline_at: At;
  remind_at: At | null;
  reminded_at: At | null;
  outcome: string | null;
  decided_by: string | null;
  decided_at: At | null;
  taken_at: At | null;
  /** JSON: who has a copy in a direct message, and who was asked later. */
  reached: Generated<string>;
  added: Generated<string>;
  escalate_at: At | null;
  escalate_to: string | null;
  /** The op key of an earlier call's card; null: its own. */
  card: string | null;
  /** JSON: who is asked in whose place. */
  stand_ins: Generated<string>;
  /** Since when people could see the card; kept where silence goes on. */
  seen_at: At | null;
  /** How many people must say yes; the tier and rule of the policy; JSON: ids of who may not decide. */
  need: Generated<number>;
  tier: string | null;
  rule: Generated<string>;
  excluded: Generated<string>;
  decided_via: string | null;
}

/** Something done outside a thread; by_whom and down_by are JSON. */
export interface EffectTable {
  op_key: string;
  run_id: string;
  call_id: string;
  team: string;
  channel: string;
  channel_name: string;
  artifact_id: string;
  digest: string;
  by_whom: string;
  state: string;
  code: Generated<string>;
  ts: string | null;
  started_at: At;
  ended_at: At | null;
  down_by: string | null;
}

/** A click or a form; body is JSON. */
export interface InboxTable {
  id: string;
  dedupe_key: string;
  team: string;
  actor: string;
  channel: string;
  thread_ts: string | null;
  body: string;
  received_at: At;
  handled_at: At | null;
  /** Until when somebody has it in hand. */
  held_until: At | null;
  attempts: Count;
}

/** What should be seen in Slack. */
export interface OutboxTable {
  op_key: string;
  type: string;
  run_id: string | null;
  channel: string;
  thread_ts: string | null;
  /** JSON, packed. */
  content: Buffer;
  version: Count;
  shown_version: Count;
  ts: string | null;
  /** due · shown · dead */
  state: Generated<string>;
  attempts: Count;
  /** Tries that failed although Slack answered. */
  in_vain: Count;
  /** Never selected: pg gives a number for `-infinity`. */
  next_at: ColumnType<never, Date | undefined, Date>;
  lease_until: At | null;
  unknown_outcome: Generated<boolean>;
  last_error: string | null;
  seq: GeneratedAlways<number>;
  created_at: Generated<Date>;
  shown_at: Date | null;
  token: Count;
}

/** A fact in its chain; data is JSON. */
export interface LedgerTable {
  chain: string;
  seq: number;
  kind: string;
  key: string;
  actor: string | null;
  at: At;
  data: string;
  hash: Buffer;
}

/** Where a chain ends. */
export interface LedgerHeadTable {
  chain: string;
  seq: number;
  hash: Buffer;
}
