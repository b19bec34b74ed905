import type { IntakeRows } from "../../intake/ports.js";
import { createArtifactRows } from "./artifact-rows.js";
import { createCallRows } from "./call-rows.js";
import { createCheckpointRows } from "./checkpoint-rows.js";
import { createEffectRows } from "./effect-rows.js";
import type { Db } from "./fermata-db.js";
import { createGoneRows } from "./gone-rows.js";
import { createGrantRows } from "./grant-rows.js";
import { createHomeRows } from "./home-rows.js";
import { createFeedbackRows } from "./feedback-rows.js";
import { createInboxRows } from "./inbox-rows.js";
import { createJoinRows } from "./join-rows.js";
import { createLedgerRows } from "./ledger-rows.js";
import { createMorningRows } from "./morning-rows.js";
import { createRetentionRows } from "./retention-rows.js";
import { createRuleRows } from "./rule-rows.js";
import { createNoteRows } from "./note-rows.js";
import { createOutboxRows } from "./outbox-rows.js";
import { createPersonRows } from "./person-rows.js";
import { createPresenceRows } from "./presence-rows.js";
import { createReminderRows } from "./reminder-rows.js";
import { createRequestRows } from "./request-rows.js";
import { createRunRows } from "./run-rows.js";
import { createScheduleRows } from "./schedule-rows.js";
import { createSpendRows } from "./spend-rows.js";
import { createTaskRows } from "./task-rows.js";
import type { Unreadable } from "./unreadable.js";
import { createVoteRows } from "./vote-rows.js";

const makers: {
  [K in keyof IntakeRows]: (
    tx: Db,
    unreadable: Unreadable,
    onUntidy?: (error: unknown) => void,
  ) => IntakeRows[K];
} = {
  artifacts: createArtifactRows,
  calls: createCallRows,
  checkpoints: createCheckpointRows,
  homes: createHomeRows,
  feedback: createFeedbackRows,
  effects: createEffectRows,
  gone: createGoneRows,
  grants: createGrantRows,
  inbox: createInboxRows,
  joins: createJoinRows,
  ledger: createLedgerRows,
  mornings: createMorningRows,
  notes: createNoteRows,
  outbox: createOutboxRows,
  people: createPersonRows,
  presence: createPresenceRows,
  reminders: createReminderRows,
  requests: createRequestRows,
  retention: createRetentionRows,
  rules: createRuleRows,
  runs: createRunRows,
  schedules: createScheduleRows,
  spend: createSpendRows,
  tasks: createTaskRows,
  votes: createVoteRows,
};

/** All rows on one transaction, each made when it is first asked for. */
export function createRows(
  tx: Db,
  unreadable: Unreadable,
  onUntidy?: (error: unknown) => void,
): IntakeRows {
  const rows = {};
  for (const [name, make] of Object.entries(makers)) {
    let made: unknown;
    Object.defineProperty(rows, name, {
      enumerable: true,
      get: () => (made ??= make(tx, unreadable, onUntidy)),
    });
  }
  return rows as IntakeRows;
}
