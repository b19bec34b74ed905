import type { Sql } from "../harness/own-postgres.js";

/** A run or an outbox row that was taken by somebody else while its last holder still had it. */
export interface TakeOver {
  what: "run" | "outbox";
  /** The run; null for an outbox row that belongs to none. */
  runId: string | null;
  /** The last sign of life of its holder: when it took or renewed the lease. */
  aliveMs: number;
  takenMs: number;
}

/**
 * Has the database note who loses what: each claim of a run or an outbox row that its last holder never gave back.
 * Rows of the harness, in a schema of its own; the bot knows nothing of them.
 */
export async function traceTakeOvers(rows: Sql): Promise<void> {
  await rows("create schema if not exists faults");
  await rows(`create table if not exists faults.take_over (
    what text not null, run_id text, alive_at timestamptz, at timestamptz not null default clock_timestamp())`);
  await rows(`create table if not exists faults.holder (
    key text primary key, at timestamptz not null)`);
  // Rows of both tables have columns of their own, so each has its own function.
  const runs = { table: "run", key: "new.id", run: "new.id" };
  const posts = { table: "outbox", key: "new.op_key", run: "new.run_id" };
  for (const { table, key, run } of [runs, posts]) {
    await rows(`create or replace function faults.note_${table}() returns trigger language plpgsql as $$
      begin
        if new.lease_until is null then
          delete from faults.holder where key = '${table}:' || ${key};
        else
          if new.token <> old.token and old.lease_until <= now() then
            insert into faults.take_over (what, run_id, alive_at)
              select '${table}', ${run},
                (select h.at from faults.holder h where h.key = '${table}:' || ${key});
          end if;
          insert into faults.holder values ('${table}:' || ${key}, clock_timestamp())
            on conflict (key) do update set at = excluded.at;
        end if;
        return null;
      end $$`);
    await rows(`create or replace trigger faults_note after update of lease_until on fermata.${table}
      for each row when (old.lease_until is distinct from new.lease_until)
      execute function faults.note_${table}()`);
  }
}

/** Everything that was noted, oldest first. */
export async function takeOvers(rows: Sql): Promise<TakeOver[]> {
  const found = await rows<{ what: string; run_id: string | null; since: number; at: number }>(
    `select what, run_id, extract(epoch from coalesce(alive_at, at)) * 1000 as since,
      extract(epoch from at) * 1000 as at from faults.take_over order by at`,
  );
  return found.map((row) => ({
    what: row.what === "run" ? "run" : "outbox",
    runId: row.run_id,
    aliveMs: Number(row.since),
    takenMs: Number(row.at),
  }));
}
