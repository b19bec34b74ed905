import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { InboxRow } from "../../src/domain/inbox.js";
import { silentMeter } from "../../src/meter.js";
import { createRetention } from "../../src/runs/retention.js";
import { createKysely } from "../../src/store/pool/kysely.js";
import { tablesOfRuns, withoutClicks } from "../../src/store/rows/retention-tables.js";
import {
  newCall,
  newMessage,
  newRequest,
  openRows,
  type RowsFixture,
  upTo,
} from "./rows-fixture.js";
import { describeWith } from "./servers.js";
import { storeKinds } from "./stores.js";

const DAY_MS = 24 * 3_600_000;
const now = new Date("2026-11-20T13:00:00.000Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
/** Tables that say something of a run in another way than by a column of its own, and the ledger, which stays. */
const without = new Set(["fermata.run", "fermata.ledger", "fermata.ledger_head"]);

describe.each(storeKinds)("%s", (kind) => {
  describeWith(kind, "what is older than it is kept", () => {
    let fixture: RowsFixture;
    const run = (text: string, values: unknown[] = []) =>
      fixture.pools.setupPool.query(text, values) as Promise<{ rows: Record<string, unknown>[] }>;
    beforeEach(async () => {
      fixture = await openRows(kind);
    }, 30_000);
    afterEach(() => fixture.close());

    const retention = () => {
      const { transact } = fixture.store;
      return createRetention({
        transact,
        keepDays: 90,
        clock: { now: () => now },
        meter: silentMeter,
      });
    };

    /** A run with a row in every table that is about runs, that ended so long ago. */
    async function fullRun(days: number, patch: { status?: string } = {}) {
      const { id } = await fixture.newRun();
      const call = newCall(id, { openedAt: daysAgo(days + 1), id: `call_${randomUUID()}` });
      await fixture.store.transact(async (rows) => {
        await rows.calls.insertIfAbsent(call);
        const body = { kind: "stop" as const, runId: id };
        const about = { kind: "why_call" as const, callId: call.id };
        for (const one of [body, about]) {
          await rows.inbox.insertIfAbsent(
            InboxRow.parse({
              id: `inb_${randomUUID()}`,
              dedupeKey: randomUUID(),
              team: "T1",
              actor: "UTOM",
              channel: "C1",
              threadTs: null,
              body: one,
              receivedAt: daysAgo(0),
              handledAt: daysAgo(0),
              attempts: 1,
            }),
          );
        }
        await rows.outbox.put({ ...newMessage(`${id}:status`, "text"), runId: id });
      });
      await fillTheRest(id, call.id);
      const status = patch.status ?? "completed";
      const ended = ["completed", "failed", "cancelled"].includes(status) ? daysAgo(days) : null;
      await run("update fermata.run set status = $2, ended_at = $3 where id = $1", [
        id,
        status,
        ended,
      ]);
      await run("update fermata.outbox set state = 'shown' where run_id = $1", [id]);
      return { id, callId: call.id };
    }

    /** One row, made of nothing but what its columns want, in each table that has none of this run. */
    async function fillTheRest(runId: string, callId: string): Promise<void> {
      const { rows } = await run(
        `select c.table_schema || '.' || c.table_name as name, c.column_name as col, c.data_type as type,
          c.is_nullable = 'NO' and c.column_default is null and c.is_identity = 'NO' as needed
        from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where t.table_type = 'BASE TABLE' and c.table_schema in ('fermata', 'langgraph')`,
      );
      for (const { table, column } of tablesOfRuns.toReversed()) {
        const key = column === "call_id" ? callId : runId;
        const had = await run(`select 1 from ${table} where ${column} = $1`, [key]);
        if (had.rows.length > 0) continue;
        const columns = rows.filter((one) => one["name"] === table);
        expect(columns.length).toBeGreaterThan(0);
        const wanted = columns.filter((one) => one["needed"] || one["col"] === column);
        const value = (one: Record<string, unknown>) => {
          if (one["col"] === "run_id" || one["col"] === "thread_id") return `'${runId}'`;
          if (one["col"] === "call_id") return `'${callId}'`;
          if (one["col"] === "schedule_id") return `'sch_1'`;
          const type = String(one["type"]);
          if (type === "boolean") return "true";
          if (/int|double|numeric/.test(type)) return "1";
          if (type.startsWith("timestamp")) return "now()";
          if (type === "jsonb") return "'{}'";
          return type === "bytea" ? "''" : `'${randomUUID()}'`;
        };
        await run(
          `insert into ${table} (${wanted.map((one) => String(one["col"])).join(", ")})
          values (${wanted.map(value).join(", ")})`,
        );
      }
      await run("update fermata.fire set settled_at = now() where run_id = $1", [runId]);
    }

    /** Every row of every schema that has one of these words in any of its columns, by table. */
    async function mentions(...words: string[]): Promise<Record<string, number>> {
      const tables = await run(
        `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema in ('fermata', 'langgraph', 'bullmq')`,
      );
      const found: Record<string, number> = {};
      for (const { name } of tables.rows) {
        const { rows } = await run(
          `select count(*)::int as n from ${String(name)} t where t::text like any($1::text[])`,
          [words.map((word) => `%${word}%`)],
        );
        const n = Number(rows[0]?.["n"] ?? 0);
        if (n > 0) found[String(name)] = n;
      }
      return found;
    }

    beforeEach(async () => {
      await run(`insert into fermata.schedule
        (id, team, channel, is_dm, creator_id, title, goal, cron, tz, state, created_at)
        values ('sch_1', 'T1', 'C1', false, 'UMAYA', 'Digest', 'goal', '0 9 * * 5', 'UTC', 'paused', now())`);
    });

    it("names every table that has rows about runs", async () => {
      const { rows } = await run(
        `select c.table_schema || '.' || c.table_name as name
        from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where t.table_type = 'BASE TABLE' and c.column_name in ('run_id', 'thread_id', 'call_id')
          and c.table_schema not in ('pg_catalog', 'information_schema')`,
      );
      const named = tablesOfRuns.map((one) => one.table);
      const missing = [...new Set(rows.map((row) => String(row["name"])))];
      expect(missing.filter((name) => !named.includes(name) && !without.has(name))).toEqual([]);
    });

    it("goes without a trace but the ledger's, and nothing younger goes", async () => {
      const old = await fullRun(91);
      const young = await fullRun(89);
      const waiting = await fullRun(200, { status: "waiting" });
      const before = await mentions(young.id, young.callId);
      expect(Object.keys(before).length).toBeGreaterThanOrEqual(tablesOfRuns.length);
      await retention()();
      expect(await mentions(old.id, old.callId)).toEqual({});
      expect(await mentions(young.id, young.callId)).toEqual(before);
      expect(await mentions(waiting.id, waiting.callId)).toEqual(before);
      expect((await run("select 1 from fermata.schedule")).rows).toHaveLength(1);
    });

    it("stays while something of it is still to come", async () => {
      const unshown = await fullRun(91);
      await run("update fermata.outbox set state = 'due' where run_id = $1", [unshown.id]);
      const takenDown = await fullRun(91);
      await run("update fermata.effect set state = 'taking_down' where run_id = $1", [
        takenDown.id,
      ]);
      const uncounted = await fullRun(91);
      await run("update fermata.fire set settled_at = null where run_id = $1", [uncounted.id]);
      const parent = await fullRun(91);
      const request = newRequest({ parentRunId: parent.id, restartOf: parent.id });
      await fixture.store.transact((rows) => rows.requests.insertIfAbsent(request));
      const child = await fullRun(1, { status: "waiting" });
      await run("update fermata.run set request_id = $2 where id = $1", [child.id, request.id]);
      await retention()();
      const kept = await run("select id from fermata.run");
      expect(kept.rows.map((row) => String(row["id"])).sort()).toEqual(
        [unshown, takenDown, uncounted, parent, child].map((one) => one.id).sort(),
      );
      // Its time comes with the end of what goes on from it, whose own request no longer names it.
      await run("update fermata.run set status = 'completed', ended_at = now() where id = $1", [
        child.id,
      ]);
      await retention()();
      expect(await mentions(parent.id, parent.callId)).toEqual({});
      expect((await run("select 1 from fermata.run where id = $1", [child.id])).rows).toHaveLength(
        1,
      );
    });

    it("goes in small batches, oldest first, whoever sweeps and however often it is cut short", async () => {
      const ids = upTo(10_000);
      await run(`insert into fermata.request (id, team, channel, thread_ts, message_ts, user_id, via, is_dm, text, received_at)
        select 'req_' || n, 'T1', 'C1', n::text, n::text, 'UMAYA', 'mention', false, 'text', now()
        from generate_series(1, ${ids.length}) n`);
      await run(`insert into fermata.run (id, request_id, team, channel, thread_ts, status, graph_version, cap_usd, created_at, ended_at)
        select 'run_' || n, 'req_' || n, 'T1', 'C1', n::text, 'completed', '1', 1, now(),
          timestamptz '2026-01-01' + n * interval '1 second'
        from generate_series(1, ${ids.length}) n`);
      const left = async () =>
        Number((await run("select count(*) as n from fermata.run")).rows[0]?.["n"]);
      // Two processes at once take different ones; a pass that ends in the middle leaves whole jobs only.
      await Promise.all([retention()(), retention()()]);
      expect(await left()).toBe(ids.length - 50);
      const oldest = await run("select min(ended_at) as at from fermata.run");
      expect(oldest.rows[0]?.["at"]).toEqual(new Date("2026-01-01T00:00:51.000Z"));
      const failed = fixture.store.transact(async (rows) => {
        await rows.retention.deleteRuns(now, 25);
        throw new Error("cut short");
      });
      await expect(failed).rejects.toThrow("cut short");
      expect(await left()).toBe(ids.length - 50);
      const again = retention();
      for (let n = 0; n < 398; n += 1) await again();
      expect(await left()).toBe(0);
      expect((await run("select 1 from fermata.request")).rows).toEqual([]);
    }, 120_000);

    it("finds the clicks on old jobs by their index", async () => {
      await run(`insert into fermata.inbox (id, dedupe_key, team, actor, channel, body, received_at, handled_at, attempts)
        select 'inb_' || n, n::text, 'T1', 'UMAYA', 'C1', '{"kind":"stop","runId":"run_' || n || '"}', now(), now(), 1
        from generate_series(1, 5000) n`);
      await run("analyze fermata.inbox");
      const db = createKysely<unknown>(fixture.pools.pool);
      const plan = await sql<
        Record<string, string>
      >`explain ${withoutClicks(["run_1", "run_2"])}`.execute(db);
      const steps = plan.rows.map((row) => row["QUERY PLAN"]).join("\n");
      expect(steps).toContain("inbox_about");
      expect(steps).not.toContain("Seq Scan on inbox");
    });

    it("takes answers to presses on jobs that are gone, and no others", async () => {
      const young = await fullRun(89);
      const put = (key: string, runId: string, at: Date, state = "shown") =>
        run(
          `insert into fermata.outbox (op_key, type, run_id, channel, content, state, created_at)
            values ($1, 'ephemeral', $2, 'C1', '{}', $3, $4)`,
          [key, runId, state, at],
        );
      await put("whisper:gone", "run_gone", daysAgo(91));
      await put("whisper:gone:young", "run_gone", daysAgo(89));
      await put("whisper:gone:due", "run_gone", daysAgo(91), "due");
      await put("whisper:there", young.id, daysAgo(91));
      await retention()();
      const { rows } = await run(`select op_key from fermata.outbox
        where op_key like 'whisper:%' order by op_key`);
      expect(rows.map((row) => row["op_key"])).toEqual([
        "whisper:gone:due",
        "whisper:gone:young",
        "whisper:there",
      ]);
    });

    it("takes rules along that are over or were declined, each in its time", async () => {
      await run(
        `insert into fermata.standing_rule (id, team, user_id, user_name, state, pattern, fn, verb, words,
          policy, shown, offered_at, ended_at)
        select state || case when old then '_old' else '_young' end, 'T1', 'UMAYA', 'Maya', state,
          state || old, 'choose', 'choose.1', 'words', '1', '[]', $1::timestamptz,
          case when state not in ('ended', 'declined') then null when old then $1::timestamptz else $2 end
        from unnest(array['offered', 'active', 'declined', 'ended']) as state, unnest(array[true, false]) as old`,
        [daysAgo(91), daysAgo(89)],
      );
      await retention()();
      const { rows } = await run("select id from fermata.standing_rule order by id");
      expect(rows.map((row) => row["id"])).toEqual([
        "active_old",
        "active_young",
        "declined_young",
        "ended_young",
        "offered_old",
        "offered_young",
      ]);
    });

    it("takes along in an hour that a message was deleted", async () => {
      await run(`insert into fermata.gone_message (team, channel, ts, deleted_at)
        values ('T1', 'C1', '1.1', now() - interval '61 minutes'), ('T1', 'C1', '2.2', now() - interval '59 minutes')`);
      await retention()();
      const { rows } = await run("select ts from fermata.gone_message");
      expect(rows).toEqual([{ ts: "2.2" }]);
    });

    it("takes clicks, private answers, people and Homes along that belong to no job", async () => {
      const old = daysAgo(91);
      const put = (key: string, type: string, at: Date, state = "shown") =>
        run(
          `insert into fermata.outbox (op_key, type, channel, content, state, created_at) values ($1, $2, 'C1', '{}', $4, $3)`,
          [key, type, at, state],
        );
      await put("whisper:1", "ephemeral", old);
      await put("whisper:2", "ephemeral", daysAgo(1));
      await put("whisper:3", "ephemeral", old, "due");
      await put("whisper:help:D1:first:UMAYA", "ephemeral", old);
      await put("home:T1:UOLD", "home", old);
      await put("home:T1:UNEW", "home", old);
      await run(`insert into fermata.standing_rule (id, team, user_id, user_name, state, pattern, fn, verb, words,
          policy, shown, offered_at) select 'rule_' || state, 'T1', 'UMAYA', 'Maya', state, state, 'choose', 'choose.1',
          'words', '1', '[]', now() from unnest(array['offered', 'active', 'declined']) as state`);
      await run(`insert into fermata.schedule
        (id, team, channel, is_dm, creator_id, title, goal, cron, tz, state, created_at)
        values ('sch_2', 'T1', 'C1', false, 'UMAYA', 'Old', 'goal', '0 9 * * 5', 'UTC', 'deleted', now())`);
      for (const key of ["sch_1:card", "sch_1:paused:2026", "sch_2:card"]) {
        await put(key, "message", old);
      }
      for (const state of ["offered", "active", "declined"]) {
        await put(`rule_${state}:message`, "message", old);
      }
      const event = (id: number, at: Date) =>
        run(
          `insert into bullmq.event (queue, id, event, created_at_ms) values ('q', $1, 'added', $2)`,
          [id, at.getTime()],
        );
      await event(1, old);
      await event(2, daysAgo(1));
      await run(
        `insert into fermata.home_view values ('T1', 'UOLD', '{}', $1), ('T1', 'UNEW', '{}', $2)`,
        [old, now],
      );
      const person = (id: string, at: Date) =>
        run(
          `insert into fermata.person values ('T1', $1, 'Name', 'UTC', false, false, false, false, false, $2)`,
          [id, at],
        );
      await person("UOLD", old);
      await person("UNEW", daysAgo(1));
      await person("UMAYA", old);
      await retention()();
      const keys = await run("select op_key from fermata.outbox order by op_key");
      expect(keys.rows.map((row) => row["op_key"])).toEqual([
        "home:T1:UNEW",
        "rule_active:message",
        "rule_offered:message",
        "sch_1:card",
        "sch_1:paused:2026",
        "whisper:2",
        "whisper:3",
        "whisper:help:D1:first:UMAYA",
      ]);
      const events = await run("select id from bullmq.event");
      expect(events.rows.map((row) => Number(row["id"]))).toEqual([2]);
      const people = await run("select id from fermata.person order by id");
      expect(people.rows.map((row) => row["id"])).toEqual(["UMAYA", "UNEW"]);
      expect((await run("select user_id from fermata.home_view")).rows).toEqual([
        { user_id: "UNEW" },
      ]);
    });
  });
});
