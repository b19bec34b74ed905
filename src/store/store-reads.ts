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
import { z } from "zod";
import { createRows } from "./rows/create-rows.js";
import type { Unreadable } from "./rows/unreadable.js";
import { type Figures, readFigures } from "./figures.js";
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
    | "lapsed"
    | "nextLapseMs"
    | "byVersion"
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
  /** The database's time. */
  now(): Promise<Date>;
  /** How fit the database is for work; throws if it does not answer. */
  fitness(): Promise<Fitness>;
  /** For the metrics. */
  figures(): Promise<Figures>;
}

/** What a process must know of its database before it takes work. */
export interface Fitness {
  readOnly: boolean;
  /** The changes to the tables that were made, by name. */
  migrations: string[];
}

/** Makes the reads on a pool; only methods that read are typed. */
export function createStoreReads(db: Db, unreadable: Unreadable): StoreReads {
  return Object.assign(createRows(db, unreadable), {
    async now() {
      const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
      return z.date().parse(rows[0]?.now);
    },
    async fitness() {
      const { rows } = await sql<{ readOnly: string; migrations: string[] }>`select
        current_setting('transaction_read_only') as "readOnly",
        array(select name::text from fermata.migration) as migrations`.execute(db);
      const [row] = rows;
      return { readOnly: row?.readOnly === "on", migrations: row?.migrations ?? [] };
    },
    figures: () => readFigures(db),
  });
}
