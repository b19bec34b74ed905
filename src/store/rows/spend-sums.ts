import { sql } from "kysely";
import { type Db, inSchema } from "./fermata-db.js";

/** Sums of binary fractions miss the cap by less than this; a cap of 1.00 holds ten calls of 0.10. */
export const ROUNDING_USD = 1e-9;

/** Reserves within the run's cap with one conditional UPDATE, and counts the call; says what is in the way. */
export async function reserveRun(
  tx: Db,
  runId: string,
  usd: number,
  maxCalls: number,
): Promise<"ok" | "run_cap" | "call_cap"> {
  const db = inSchema(tx);
  const row = await db
    .updateTable("run")
    .set((eb) => ({
      reserved_usd: eb("reserved_usd", "+", usd),
      model_calls: eb("model_calls", "+", 1),
    }))
    .where("id", "=", runId)
    .where("model_calls", "<", maxCalls)
    .where(
      sql<boolean>`spent_usd + reserved_usd + ${usd}::float8 <= cap_usd + ${ROUNDING_USD}::float8`,
    )
    .returning("id")
    .executeTakeFirst();
  if (row) return "ok";
  const run = await db
    .selectFrom("run")
    .select("model_calls")
    .where("id", "=", runId)
    .executeTakeFirst();
  return run && run.model_calls >= maxCalls ? "call_cap" : "run_cap";
}

/** Reserves within the day's cap, as `reserveRun`; `day` is `YYYY-MM-DD` in UTC. */
export async function reserveDay(
  tx: Db,
  day: string,
  usd: number,
  capUsd: number,
): Promise<boolean> {
  const db = inSchema(tx);
  await db
    .insertInto("spend_day")
    .values({ day })
    .onConflict((conflict) => conflict.column("day").doNothing())
    .execute();
  const row = await db
    .updateTable("spend_day")
    .set((eb) => ({ reserved_usd: eb("reserved_usd", "+", usd) }))
    .where("day", "=", day)
    .where(
      sql<boolean>`spent_usd + reserved_usd + ${usd}::float8 <= ${capUsd + ROUNDING_USD}::float8`,
    )
    .returning("day")
    .executeTakeFirst();
  return row !== undefined;
}

/** What leaves the reservations and what joins the spending, in US dollars. */
export interface Booking {
  reservedUsd: number;
  costUsd: number;
}

/** Books on the run. */
export async function bookRun(tx: Db, runId: string, sums: Booking): Promise<void> {
  await inSchema(tx).updateTable("run").set(booked(sums)).where("id", "=", runId).execute();
}

/** Books on the day. */
export async function bookDay(tx: Db, day: string, sums: Booking): Promise<void> {
  await inSchema(tx).updateTable("spend_day").set(booked(sums)).where("day", "=", day).execute();
}

function booked(sums: Booking) {
  return {
    spent_usd: sql<number>`spent_usd + ${sums.costUsd}::float8`,
    reserved_usd: sql<number>`greatest(0, reserved_usd - ${sums.reservedUsd}::float8)`,
  };
}
