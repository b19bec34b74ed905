import { sql, type Selectable } from "kysely";
import { fail } from "../../errors.js";
import type { SpendLedger } from "../../models/ports.js";
import type { ModelCallTable } from "../tables.js";
import type { RunTransaction } from "../transaction.js";
import type { Tables } from "../tables.js";
import { type Db, inSchema } from "./fermata-db.js";
import { bookDay, bookRun, reserveDay, reserveRun } from "./spend-sums.js";
import { storable } from "./storable-text.js";

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
        const before = await lockCall(tx, call.runId, call.key);
        if (before?.state === "reserved") await bookLeftover(tx, before);
        if (!(await reserveRun(tx, call.runId, call.usd))) return "run_cap";
        if (!(await reserveDay(tx, call.day, call.usd, call.capDayUsd))) {
          await bookRun(tx, call.runId, { reservedUsd: call.usd, costUsd: 0 });
          return "day_cap";
        }
        const values = {
          role: call.role,
          model: call.model,
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

    settle: (call) =>
      transact(async (tx) => {
        const before = await lockCall(tx, call.runId, call.key);
        if (before?.state !== "reserved") {
          throw fail("ILLEGAL_TRANSITION", { detail: "Nothing is reserved for this model call." });
        }
        await closeCall(tx, before, {
          costUsd: call.costUsd,
          isUpperBound: call.isUpperBound,
          inputTokens: call.inputTokens,
          outputTokens: call.outputTokens,
          response: call.response,
        });
      }),
  };
}

type CallRow = Selectable<ModelCallTable> & { day: string };

interface Outcome {
  costUsd: number;
  isUpperBound: boolean;
  inputTokens: number;
  outputTokens: number;
  response: string | null;
}

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

/** A try that crashed may have reached the model: all that it reserved counts as spent. */
async function bookLeftover(tx: Db, row: CallRow): Promise<void> {
  await closeCall(tx, row, {
    costUsd: row.reserved_usd,
    isUpperBound: true,
    inputTokens: 0,
    outputTokens: 0,
    response: null,
  });
}

/** Costs of several tries under one key add up; all are booked on the day that they were reserved on. */
async function closeCall(tx: Db, row: CallRow, outcome: Outcome): Promise<void> {
  const sums = { reservedUsd: row.reserved_usd, costUsd: outcome.costUsd };
  await bookRun(tx, row.run_id, sums);
  await bookDay(tx, row.day, sums);
  await inSchema(tx)
    .updateTable("model_call")
    .set((eb) => ({
      state: outcome.response === null ? "failed" : "done",
      reserved_usd: 0,
      cost_usd: eb("cost_usd", "+", outcome.costUsd),
      cost_is_upper_bound: row.cost_is_upper_bound || outcome.isUpperBound,
      input_tokens: eb("input_tokens", "+", outcome.inputTokens),
      output_tokens: eb("output_tokens", "+", outcome.outputTokens),
      response: outcome.response === null ? null : storable(outcome.response),
    }))
    .where("run_id", "=", row.run_id)
    .where("key", "=", row.key)
    .execute();
}
