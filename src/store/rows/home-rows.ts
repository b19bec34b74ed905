import { sql } from "kysely";
import { z } from "zod";
import type { HomeOwner, HomeRows } from "../../delivery/home-ports.js";
import { HomeJob } from "../../domain/home-shown.js";
import { Named } from "../../domain/person.js";
import { recurrenceWords } from "../../schedules/recurrence-words.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText } from "./json-text.js";
import { waitingCalls, waitingFor } from "./waiting-rows.js";

const Pages = z.object({
  calls: z.number().optional(),
  jobs: z.number().optional(),
  schedules: z.number().optional(),
});
/** Older jobs than this many are not looked through. */
const NEWEST = 1_000;
/** Rules in Home: with all lists full, it stays under 100 blocks. */
const MOST_RULES = 10;

/** What people see in Home, read a page at a time. */
export function createHomeRows(tx: Db): HomeRows {
  const db = inSchema(tx);
  const schedulesOf = ({ team, userId }: HomeOwner) =>
    db
      .selectFrom("schedule")
      .where("team", "=", team)
      .where("creator_id", "=", userId)
      .where("state", "in", ["active", "paused"]);
  return {
    async opened({ team, userId }, at) {
      const fresh = { pages: "{}", opened_at: at };
      await db
        .insertInto("home_view")
        .values({ team, user_id: userId, ...fresh })
        .onConflict((conflict) => conflict.columns(["team", "user_id"]).doUpdateSet(fresh))
        .execute();
    },
    async turn({ team, userId }, list, page) {
      await sql`update fermata.home_view
        set pages = (pages::jsonb || jsonb_build_object(${list}::text, ${page}::int))::text
        where team = ${team} and user_id = ${userId}`.execute(tx);
    },
    async pages({ team, userId }) {
      const row = await db
        .selectFrom("home_view")
        .select("pages")
        .where("team", "=", team)
        .where("user_id", "=", userId)
        .executeTakeFirst();
      return row ? fromText(Pages, row.pages) : null;
    },
    waiting: (owner) => waitingFor(tx, owner),
    calls: (owner, ids) => waitingCalls(tx, owner, ids),
    async countJobs(owner) {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
        select 1 ${jobsOf(owner)} limit ${NEWEST}) newest`.execute(tx);
      return rows[0]?.n ?? 0;
    },
    async jobs(owner, { limit, offset }) {
      const { rows } = await sql<JobRow>`select j.*,
          (select count(*)::int from fermata.task t where t.run_id = j.id) as tasks,
          (select count(*)::int from fermata.task t where t.run_id = j.id and t.state = 'done') as done,
          (select string_agg(c.asked, ${SEPARATOR}) from fermata.human_call c
            where c.run_id = j.id and c.status = 'open') as asked
        from (
          select newest.* from (
            select r.id, r.title, r.status, r.created_at, r.ended_at,
              coalesce(r.show_channel, r.channel) as channel,
              case when r.show_channel is null then r.thread_ts else r.show_thread_ts end as thread_ts
            ${jobsOf(owner)}
            order by q.received_at desc limit ${NEWEST}
          ) newest
          order by (status in ('queued', 'running', 'waiting')) desc, created_at desc, id desc
          limit ${limit} offset ${offset}
        ) j
        order by (j.status in ('queued', 'running', 'waiting')) desc, j.created_at desc, j.id desc`.execute(
        tx,
      );
      return rows.map(toJob);
    },
    async countSchedules(owner) {
      const row = await schedulesOf(owner)
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .executeTakeFirst();
      return Number(row?.n ?? 0);
    },
    async schedules(owner, { limit, offset }) {
      const rows = await schedulesOf(owner)
        .select(["id", "title", "cron", "tz", "state", "next_at", "last_at", "last_cost_usd"])
        .orderBy("state")
        .orderBy("next_at")
        .orderBy("id")
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map((row) => ({
        scheduleId: row.id,
        title: row.title,
        when: recurrenceWords(row.cron, row.tz),
        isPaused: row.state === "paused",
        nextAt: row.next_at?.toISOString() ?? null,
        lastAt: row.last_at?.toISOString() ?? null,
        cost: row.last_cost_usd === null ? "" : `$${row.last_cost_usd.toFixed(2)}`,
      }));
    },
    async own({ team, userId }, now) {
      const { rows } = await sql<{ id: string; words: string; until_at: Date; used: number }>`select
          s.id, s.words, s.until_at, (
            select count(*)::int from fermata.human_call c
            where c.pattern = s.pattern and c.status <> 'open' and c.by_rule is not null
              and c.by_rule::jsonb ->> 'id' = s.id) as used
        from fermata.standing_rule s
        where s.team = ${team} and s.user_id = ${userId} and s.state = 'active'
          and s.until_at > ${now} order by s.until_at, s.id limit ${MOST_RULES}`.execute(tx);
      const morning = await db
        .selectFrom("morning")
        .select("user_id")
        .where("team", "=", team)
        .where("user_id", "=", userId)
        .executeTakeFirst();
      return {
        rules: rows.map((row) => ({
          ruleId: row.id,
          what: row.words,
          until: row.until_at.toISOString(),
          used: row.used,
        })),
        morning: morning !== undefined,
      };
    },
    async since(owner, from) {
      const { rows } = await sql<{ jobs: number; cost: number }>`select count(*)::int as jobs,
          coalesce(sum(r.spent_usd), 0)::float8 as cost
        ${jobsOf(owner)} and q.received_at >= ${from}`.execute(tx);
      return { jobs: rows[0]?.jobs ?? 0, costUsd: rows[0]?.cost ?? 0 };
    },
    async takeChanged(openedAfter, limit) {
      const { rows } = await sql<{ team: string; user_id: string }>`with owners as (
          select distinct team, user_id from fermata.home_change limit ${limit}
        ), taken as (
          delete from fermata.home_change h using owners
          where h.team = owners.team and h.user_id = owners.user_id
          returning h.team, h.user_id
        ) select distinct t.team, t.user_id from taken t
          join fermata.home_view v on v.team = t.team and v.user_id = t.user_id
          where v.opened_at > ${openedAfter}`.execute(tx);
      return rows.map((row) => ({ team: row.team, userId: row.user_id }));
    },
  };
}

/** What this person asked for; a request that only set up a schedule is no job. */
function jobsOf({ team, userId }: HomeOwner) {
  return sql`from fermata.request q join fermata.run r on r.request_id = q.id
    where q.team = ${team} and q.user_id = ${userId} and r.end_reason is distinct from 'scheduled'`;
}

interface JobRow {
  id: string;
  title: string;
  status: string;
  created_at: Date;
  ended_at: Date | null;
  channel: string;
  thread_ts: string | null;
  tasks: number;
  done: number;
  asked: string | null;
}

/** Between the lists of people of several calls. */
const SEPARATOR = "\n";
const Names = z.array(Named);

function toJob(row: JobRow): HomeJob {
  const asked = (row.asked ?? "").split(SEPARATOR).filter((one) => one !== "");
  const names = asked.flatMap((one) => fromText(Names, one).map((person) => person.name));
  return HomeJob.parse({
    runId: row.id,
    title: row.title === "" ? "Your request" : row.title,
    status: row.status,
    waitsFor: [...new Set(names)],
    done: row.done,
    tasks: row.tasks,
    startedAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    channel: row.channel,
    threadTs: row.thread_ts,
  });
}
