import type {
  ArtifactRows,
  CallRows,
  GrantRows,
  PersonRows,
  RunForHumans,
} from "../humans/ports.js";
import type { OutboxRows } from "../delivery/ports.js";
import type { InboxRows, RequestRows } from "../intake/ports.js";
import type { LedgerRows } from "../ledger/ports.js";
import type {
  EffectRows,
  FeedbackRows,
  NoteRows,
  RunRows,
  ScheduleRows,
  SpendRows,
  TaskRows,
} from "../runs/ports.js";
import { sql } from "kysely";
import { createRows } from "./rows/create-rows.js";
import type { Db } from "./rows/fermata-db.js";

/** Reads that need no transaction: for the sweeper, for "why", for health and for tests. */
export interface StoreReads {
  runs: Pick<
    RunRows,
    | "get"
    | "input"
    | "resultOf"
    | "request"
    | "liveInThread"
    | "anyInThread"
    | "movedTo"
    | "stalled"
  > &
    Pick<RunForHumans, "summary">;
  requests: Pick<RequestRows, "byMessage">;
  calls: Pick<CallRows, "get" | "ofRun" | "pastDeadline" | "remindersDue" | "untaken">;
  artifacts: Pick<ArtifactRows, "get">;
  people: Pick<PersonRows, "get">;
  outbox: Pick<OutboxRows, "get" | "tsOf">;
  effects: Pick<EffectRows, "ofRun">;
  grants: Pick<GrantRows, "get">;
  inbox: Pick<InboxRows, "left">;
  ledger: Pick<LedgerRows, "list">;
  notes: Pick<NoteRows, "ofRun">;
  tasks: Pick<TaskRows, "list">;
  spend: SpendRows;
  feedback: Pick<FeedbackRows, "ofRun">;
  schedules: Pick<ScheduleRows, "get" | "ofCreator" | "active" | "fireOfRun" | "fireAsked">;
  /** Throws if the database does not answer. */
  ping(): Promise<void>;
  /** For the metrics: how many rows of the outbox wait and how many were given up. */
  outboxCounts(): Promise<{ due: number; dead: number }>;
}

/** Makes the reads on a pool; only methods that read are typed. */
export function createStoreReads(db: Db): StoreReads {
  return Object.assign(createRows(db), {
    async ping() {
      await sql`select 1`.execute(db);
    },
    async outboxCounts() {
      const { rows } = await sql<{ due: number; dead: number }>`select
        count(*) filter (where state = 'due') as due,
        count(*) filter (where state = 'dead') as dead
        from fermata.outbox where state <> 'shown'`.execute(db);
      return rows[0] ?? { due: 0, dead: 0 };
    },
  });
}
