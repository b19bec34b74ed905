import type { Insertable, Selectable } from "kysely";
import { z } from "zod";
import { FileRef } from "../../domain/request.js";
import { assertScheduleStep, Fire, Schedule, ScheduleState } from "../../domain/schedule.js";
import { storable } from "../../domain/storable-text.js";
import { fail } from "../../errors.js";
import type { ScheduleRows } from "../../runs/ports.js";
import type { FireTable, ScheduleTable } from "../tables-schedule.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText, toText } from "./json-text.js";

const Files = z.array(FileRef);
const ended = ["completed", "failed", "cancelled"] as const;

/** Schedules and their fires. */
export function createScheduleRows(tx: Db): ScheduleRows {
  const db = inSchema(tx);
  const all = () => db.selectFrom("schedule").selectAll();
  return {
    async insert(schedule) {
      await db.insertInto("schedule").values(fromSchedule(schedule)).execute();
    },
    async get(id) {
      const row = await all().where("id", "=", id).executeTakeFirst();
      return row ? toSchedule(row) : null;
    },
    async lock(id) {
      const row = await all().where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
      return row ? toSchedule(row) : null;
    },
    async put(schedule) {
      const { id, ...values } = fromSchedule(schedule);
      const had = await all().where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
      if (!had) throw fail("NOT_FOUND", { detail: "a schedule" });
      if (had.state !== values.state) {
        assertScheduleStep(ScheduleState.parse(had.state), schedule.state);
      }
      await db.updateTable("schedule").set(values).where("id", "=", id).execute();
    },
    async due(now, limit) {
      const rows = await all()
        .where("state", "=", "active")
        .where("next_at", "<=", now)
        .orderBy("next_at")
        .limit(limit)
        .forNoKeyUpdate()
        .skipLocked()
        .execute();
      return rows.map(toSchedule);
    },
    async ofCreator(team, creatorId) {
      const rows = await all()
        .where("team", "=", team)
        .where("creator_id", "=", creatorId)
        .where("state", "in", ["active", "paused"])
        .orderBy("state")
        .orderBy("title")
        .orderBy("id")
        .execute();
      return rows.map(toSchedule);
    },
    async active() {
      return (await all().where("state", "=", "active").orderBy("id").execute()).map(toSchedule);
    },
    async oldProposals(before, limit) {
      const rows = await all()
        .where("state", "=", "proposed")
        .where("created_at", "<", before)
        .limit(limit)
        .forNoKeyUpdate()
        .skipLocked()
        .execute();
      return rows.map(toSchedule);
    },
    async remove(id) {
      await db
        .deleteFrom("schedule")
        .where("id", "=", id)
        .where("state", "=", "proposed")
        .execute();
    },
    async insertFire(given) {
      const fire = Fire.parse(given);
      const row = await db
        .insertInto("fire")
        .values({
          schedule_id: fire.scheduleId,
          instant: fire.instant,
          run_id: fire.runId,
          late_ms: fire.lateMs,
          missed: fire.missed,
          since: fire.since,
        })
        .onConflict((conflict) => conflict.columns(["schedule_id", "instant"]).doNothing())
        .returning("run_id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async isUnderWay(scheduleId) {
      const row = await db
        .selectFrom("fire")
        .innerJoin("run", "run.id", "fire.run_id")
        .select("fire.run_id")
        .where("fire.schedule_id", "=", scheduleId)
        .where("fire.settled_at", "is", null)
        .where("run.status", "not in", [...ended])
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async fireAsked(requestId) {
      const row = await db
        .selectFrom("fire")
        .innerJoin("run", "run.id", "fire.run_id")
        .selectAll("fire")
        .where("run.request_id", "=", requestId)
        .executeTakeFirst();
      return row ? toFire(row) : null;
    },
    async fireOfRun(runId) {
      const fire = await db
        .selectFrom("fire")
        .selectAll()
        .where("run_id", "=", runId)
        .executeTakeFirst();
      const row = fire && (await all().where("id", "=", fire.schedule_id).executeTakeFirst());
      return fire && row ? { fire: toFire(fire), schedule: toSchedule(row) } : null;
    },
    async endedFires(limit) {
      const rows = await db
        .selectFrom("fire")
        .innerJoin("run", "run.id", "fire.run_id")
        .selectAll("fire")
        .select(["run.status", "run.spent_usd"])
        .where("fire.settled_at", "is", null)
        .where("run.status", "in", [...ended])
        .orderBy("fire.instant")
        .limit(limit)
        .forNoKeyUpdate("fire")
        .skipLocked()
        .execute();
      return rows.map((row) => ({
        fire: toFire(row),
        how: z.enum(ended).parse(row.status),
        spentUsd: row.spent_usd,
      }));
    },
    async markSettled({ scheduleId, instant }, at) {
      await db
        .updateTable("fire")
        .set({ settled_at: at })
        .where("schedule_id", "=", scheduleId)
        .where("instant", "=", instant)
        .execute();
    },
  };
}

function toFire(row: Selectable<FireTable>): Fire {
  return Fire.parse({
    scheduleId: row.schedule_id,
    instant: row.instant,
    runId: row.run_id,
    lateMs: row.late_ms,
    missed: row.missed,
    since: row.since,
  });
}

function toSchedule(row: Selectable<ScheduleTable>): Schedule {
  return Schedule.parse({
    id: row.id,
    team: row.team,
    channel: row.channel,
    threadTs: row.thread_ts,
    readThreadTs: row.read_thread_ts,
    isDm: row.is_dm,
    creatorId: row.creator_id,
    title: row.title,
    goal: row.goal,
    files: fromText(Files, row.files),
    cron: row.cron,
    tz: row.tz,
    state: row.state,
    pausedWhy: row.paused_why,
    nextAt: row.next_at,
    failures: row.failures,
    lastAt: row.last_at,
    lastCostUsd: row.last_cost_usd,
    createdAt: row.created_at,
    confirmedAt: row.confirmed_at,
  });
}

function fromSchedule(given: Schedule): Insertable<ScheduleTable> {
  const schedule = Schedule.parse(given);
  return {
    id: schedule.id,
    team: schedule.team,
    channel: schedule.channel,
    thread_ts: schedule.threadTs,
    read_thread_ts: schedule.readThreadTs,
    is_dm: schedule.isDm,
    creator_id: schedule.creatorId,
    title: storable(schedule.title),
    goal: storable(schedule.goal),
    files: toText(Files, schedule.files),
    cron: schedule.cron,
    tz: schedule.tz,
    state: schedule.state,
    paused_why: schedule.pausedWhy,
    next_at: schedule.nextAt,
    failures: schedule.failures,
    last_at: schedule.lastAt,
    last_cost_usd: schedule.lastCostUsd,
    created_at: schedule.createdAt,
    confirmed_at: schedule.confirmedAt,
  };
}
