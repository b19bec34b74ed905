import { sql, type Selectable } from "kysely";
import { fail } from "../../errors.js";
import type { SpendLedger } from "../../models/ports.js";
import type { ModelCallTable } from "../tables-spend.js";
import type { RunTransaction } from "../transaction.js";
import type { Tables } from "../tables.js";
import { type Db, inSchema } from "./fermata-db.js";
import { reserveFresh, settleOnce } from "./spend-once.js";
import { bookDay, bookRun, reserveDay, reserveRun } from "./spend-sums.js";

/** Spending with hard caps: what may be spent is reserved before a call, what it cost is booked after it. */
export function createSpendLedger(pool: Db, transact: RunTransaction<Tables>): SpendLedger {
  return {
    async finished(runId, key) {
      const row = await inSchema(pool)
        .selectFrom("model_call")
        .select("response")
        .where("run_id", "=", runId)
        .where("key", "=", key)
        .where("state", "=", "done")
        .executeTakeFirst();
      return row?.response ?? null;
    },

    reserve: (call) =>
      transact(async (tx) => {
        const first = await reserveFresh(tx, call);
        if (first.fresh) {
          if (first.day) return "ok";
          if (first.repeats) return "repeats";
          if (!first.run) return first.calls ? "run_cap" : "call_cap";
          await bookRun(tx, call.runId, { reservedUsd: call.usd, costUsd: 0 });
          return "day_cap";
        }
        const before = await lockCall(tx, call.runId, call.key);
        if (before?.state === "reserved") await bookLeftover(tx, before);
        const room = await reserveRun(tx, call.runId, call.usd, call.maxCalls);
        if (room !== "ok") return room;
        if (!(await reserveDay(tx, call.day, call.usd, call.capDayUsd))) {
          await bookRun(tx, call.runId, { reservedUsd: call.usd, costUsd: 0 });
          return "day_cap";
        }
        const values = {
          role: call.role,
          model: call.model,
          instead_of: call.insteadOf,
          input_digest: call.inputDigest,
          state: "reserved",
          reserved_usd: call.usd,
          // Whoever asks again could not use the answer that was kept.
          response: null,
          at: call.at,
        };
        await inSchema(tx)
          .insertInto("model_call")
          .values({ run_id: call.runId, key: call.key, ...values })
          .onConflict((conflict) => conflict.columns(["run_id", "key"]).doUpdateSet(values))
          .execute();
        return "ok";
      }),

    async settle(call) {
      if (await settleOnce(pool, call)) return;
      const row = await inSchema(pool)
        .selectFrom("model_call")
        .select(["at", "state"])
        .where("run_id", "=", call.runId)
        .where("key", "=", call.key)
        .executeTakeFirst();
      // Whoever went on booked it as left over, and asks anew: this answer is of no use any more.
      const isLate = row && (row.at.getTime() !== call.at.getTime() || row.state === "failed");
      if (isLate) return;
      throw fail("ILLEGAL_TRANSITION", { detail: "Nothing is reserved for this model call." });
    },
  };
}

type CallRow = Selectable<ModelCallTable> & { day: string };

async function lockCall(tx: Db, runId: string, key: string): Promise<CallRow | undefined> {
  return inSchema(tx)
    .selectFrom("model_call")
    .selectAll()
    .select(sql<string>`(at at time zone 'UTC')::date`.as("day"))
    .where("run_id", "=", runId)
    .where("key", "=", key)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * A try that crashed may have reached the model: all that it reserved counts as spent, on the day that it was
 * reserved on. Costs of several tries under one key add up.
 */
async function bookLeftover(tx: Db, row: CallRow): Promise<void> {
  const sums = { reservedUsd: row.reserved_usd, costUsd: row.reserved_usd };
  await bookRun(tx, row.run_id, sums);
  await bookDay(tx, row.day, sums);
  await inSchema(tx)
    .updateTable("model_call")
    .set((eb) => ({
      state: "failed",
      reserved_usd: 0,
      cost_usd: eb("cost_usd", "+", row.reserved_usd),
      cost_is_upper_bound: true,
      response: null,
    }))
    .where("run_id", "=", row.run_id)
    .where("key", "=", row.key)
    .execute();
}
