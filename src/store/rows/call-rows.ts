import { sql } from "kysely";
import { z } from "zod";
import { assertCallStep } from "../../domain/call-status.js";
import type { CallRows } from "../../humans/ports.js";
import { Added, CallArgs, HumanCall, Reached } from "../../domain/human-call.js";
import { CallOutcome } from "../../domain/call-outcome.js";
import { Named } from "../../domain/person.js";
import { createCallPlaces } from "./call-places.js";
import { StandsIn } from "../../domain/stands-in.js";
import { createCallReach } from "./call-reach.js";
import { endsInTime, ofStanding, somebodySees } from "./call-seen.js";
import { type Db, inSchema } from "./fermata-db.js";
import { toText } from "./json-text.js";
import { packText } from "../packed-text.js";
import { toHumanCall } from "./to-human-call.js";
import type { Unreadable } from "./unreadable.js";

const Names = z.array(Named);
const Ids = z.array(z.string());
const AddedList = z.array(Added);
const StandIns = z.array(StandsIn);

const SILENCE = { verb: "silence" } as const;

/** Calls to people. An ended call never changes: `end` is one conditional UPDATE. */
export function createCallRows(tx: Db, unreadable: Unreadable): CallRows {
  const db = inSchema(tx);
  const calls = () => db.selectFrom("human_call").selectAll();
  const open = () => calls().where("status", "=", "open");
  const readable = () => sql<boolean>`id <> all(${unreadable.ids()}::text[])`;

  return {
    ...createCallReach(tx, unreadable),
    ...createCallPlaces(tx),
    async insertIfAbsent(given) {
      const call = HumanCall.parse(given);
      const row = await db
        .insertInto("human_call")
        .values({
          id: call.id,
          run_id: call.runId,
          task_id: call.taskId,
          fn: call.args.fn === "declared" ? call.args.name : call.args.fn,
          status: call.status,
          args: packText(toText(CallArgs, call.args)),
          asked: toText(Names, call.asked),
          others: toText(Names, call.others),
          channel: call.channel,
          thread_ts: call.threadTs,
          silence: call.silence,
          opened_at: call.openedAt,
          deadline_at: call.deadlineAt,
          remind_at: call.remindAt,
          reminded_at: call.remindedAt,
          outcome: call.outcome && toText(CallOutcome, call.outcome),
          decided_by: call.decidedBy && toText(Named, call.decidedBy),
          decided_at: call.decidedAt,
          decided_via: call.decidedVia ?? null,
          taken_at: call.takenAt,
          reached: toText(Reached, call.reached),
          added: toText(AddedList, call.added),
          escalate_at: call.escalateAt,
          escalate_to: call.escalateTo.length === 0 ? null : toText(Names, call.escalateTo),
          stand_ins: toText(StandIns, call.standIns),
          card: call.card ?? null,
          need: call.need,
          tier: call.tier,
          rule: call.rule,
          excluded: toText(Ids, call.excluded),
          risk: call.alike?.risk ?? "high",
          pattern: call.alike?.pattern ?? "",
          same: call.alike?.same ?? "",
          joined_to: call.joinedTo ?? null,
        })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async get(id) {
      const row = await calls().where("id", "=", id).executeTakeFirst();
      return row ? toHumanCall(row) : null;
    },
    async ofRun(runId) {
      const rows = await calls()
        .where("run_id", "=", runId)
        .orderBy("opened_at")
        .orderBy("id")
        .execute();
      return rows.map(toHumanCall);
    },
    async end(id, status, outcome, by, at, via) {
      assertCallStep("open", status);
      const row = await db
        .updateTable("human_call")
        .set({
          status,
          outcome: outcome && toText(CallOutcome, outcome),
          decided_by: by && toText(Named, by),
          decided_at: at,
          decided_via: via ?? null,
        })
        .where("id", "=", id)
        .where("status", "=", "open")
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async reopen(call) {
      assertCallStep("cancelled", "open");
      const row = await db
        .updateTable("human_call")
        .set({
          status: "open",
          opened_at: call.openedAt,
          deadline_at: call.deadlineAt,
          remind_at: call.remindAt,
          reminded_at: null,
          decided_at: null,
          decided_via: null,
          taken_at: null,
          escalate_at: call.escalateAt,
          seen_at: null,
        })
        .where("id", "=", call.id)
        .where("status", "=", "cancelled")
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async pastDeadline(now, limit) {
      const rows = await open()
        .where("deadline_at", "<=", now)
        .where(readable())
        .where(endsInTime())
        .orderBy("deadline_at")
        .limit(limit)
        // Another worker is at those: each takes what the others have not.
        .forUpdate()
        .skipLocked()
        .execute();
      return unreadable.without(rows);
    },
    async expireAll(ids, at) {
      if (ids.length === 0) return [];
      assertCallStep("open", "expired");
      const rows = await db
        .updateTable("human_call")
        .set({ status: "expired", outcome: toText(CallOutcome, SILENCE), decided_at: at })
        .where("id", "in", ids)
        .where("status", "=", "open")
        .returning("id")
        .execute();
      return rows.map((row) => row.id);
    },
    async remindersDue(now, limit) {
      const rows = await open()
        .where("remind_at", "<=", now)
        .where(readable())
        .where(ofStanding())
        .where(sql<boolean>`(reminded_at is null or silence = 'wait')`)
        .where(somebodySees())
        .orderBy("remind_at")
        .limit(limit)
        .execute();
      return unreadable.without(rows);
    },
    async markReminded(call, at, next) {
      const row = await db
        .updateTable("human_call")
        .set({ reminded_at: at, ...(next && { remind_at: next }) })
        .where("id", "=", call.id)
        .where("status", "=", "open")
        .where("remind_at", "=", call.remindAt)
        .where(sql<boolean>`(reminded_at is null or silence = 'wait')`)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async beginWindow(card, now) {
      await sql`update fermata.human_call
        set deadline_at = ${now}::timestamptz + (deadline_at - opened_at), reminded_at = ${now}
        where card = ${card} and fn = 'release' and status = 'open' and reminded_at is null`.execute(
        tx,
      );
    },
    async untaken(runId) {
      const rows = await calls()
        .where("run_id", "=", runId)
        .where("status", "<>", "open")
        .where("taken_at", "is", null)
        .orderBy("decided_at")
        .orderBy("id")
        .execute();
      return rows.map(toHumanCall);
    },
    async markTaken(ids, at) {
      if (ids.length === 0) return;
      await db
        .updateTable("human_call")
        .set({ taken_at: at })
        .where("id", "in", ids)
        .where("status", "<>", "open")
        .where("taken_at", "is", null)
        .execute();
    },
  };
}
