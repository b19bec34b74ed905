import { sql } from "kysely";
import { z } from "zod";
import type { SpendLedger } from "../../models/ports.js";
import type { Db } from "./fermata-db.js";
import { ROUNDING_USD } from "./spend-sums.js";
import { storable } from "../../domain/storable-text.js";

const Reserved = z.object({
  fresh: z.boolean(),
  run: z.boolean(),
  day: z.boolean(),
  calls: z.boolean(),
  repeats: z.boolean(),
});

/** What one statement could reserve: nothing at all unless the call is `fresh`, i.e. has no row yet. */
export type Reserved = z.infer<typeof Reserved>;

/**
 * Reserves for a call that was never tried, in one statement: on the run within its cap, then on the day within its
 * cap, then the call's row. Where `run` is true and `day` is not, the caller gives the run's share back.
 * `calls`: the run may make one more; `repeats`: the same step was taken too often.
 */
export async function reserveFresh(
  tx: Db,
  call: Parameters<SpendLedger["reserve"]>[0],
): Promise<Reserved> {
  const { usd } = call;
  const { rows } = await sql`with fresh as (
      select 1 where not exists (
        select 1 from fermata.model_call where run_id = ${call.runId} and key = ${call.key})
    ), repeats as (
      select 1 from fresh where ${call.maxRepeats}::int <= (select count(*) from fermata.model_call
        where run_id = ${call.runId} and input_digest = ${call.inputDigest})
    ), run as (
      update fermata.run set reserved_usd = reserved_usd + ${usd}::float8, model_calls = model_calls + 1
      where id = ${call.runId} and exists (select 1 from fresh)
        and not exists (select 1 from repeats) and model_calls < ${call.maxCalls}::int
        and spent_usd + reserved_usd + ${usd}::float8 <= cap_usd + ${ROUNDING_USD}::float8
      returning id
    ), day as (
      insert into fermata.spend_day as d (day, reserved_usd)
      select ${call.day}::date, ${usd}::float8 from run
      where ${usd}::float8 <= ${call.capDayUsd + ROUNDING_USD}::float8
      on conflict (day) do update set reserved_usd = d.reserved_usd + ${usd}::float8
        where d.spent_usd + d.reserved_usd + ${usd}::float8 <= ${call.capDayUsd + ROUNDING_USD}::float8
      returning day
    ), call as (
      insert into fermata.model_call
        (run_id, key, role, model, instead_of, input_digest, state, reserved_usd, at)
      select ${call.runId}, ${call.key}, ${call.role}, ${call.model}, ${call.insteadOf}::text,
        ${call.inputDigest}, 'reserved', ${usd}::float8, ${call.at}::timestamptz from day
    ) select exists (select 1 from fresh) as fresh, exists (select 1 from run) as run,
      exists (select 1 from day) as day, exists (select 1 from repeats) as repeats,
      exists (select 1 from fermata.run
        where id = ${call.runId} and model_calls < ${call.maxCalls}::int) as calls`.execute(tx);
  return Reserved.parse(rows[0]);
}

/** Books what a reserved call cost and keeps its answer, in one statement; false if this is not reserved (any more). */
export async function settleOnce(
  db: Db,
  call: Parameters<SpendLedger["settle"]>[0],
): Promise<boolean> {
  const { costUsd } = call;
  const response = call.response === null ? null : storable(call.response);
  const { rows } = await sql`with before as (
      select run_id, key, reserved_usd, (at at time zone 'UTC')::date as day
      from fermata.model_call
      where run_id = ${call.runId} and key = ${call.key} and state = 'reserved'
        and at = ${call.at}::timestamptz for update
    ), run as (
      update fermata.run r set spent_usd = r.spent_usd + ${costUsd}::float8,
        reserved_usd = greatest(0, r.reserved_usd - before.reserved_usd),
        model_calls = greatest(0, r.model_calls - ${call.isOutage ? 1 : 0}::int)
      from before where r.id = before.run_id
    ), day as (
      update fermata.spend_day d set spent_usd = d.spent_usd + ${costUsd}::float8,
        reserved_usd = greatest(0, d.reserved_usd - before.reserved_usd)
      from before where d.day = before.day
    ) update fermata.model_call c set
        state = ${response === null ? "failed" : "done"},
        reserved_usd = 0,
        cost_usd = c.cost_usd + ${costUsd}::float8,
        cost_is_upper_bound = c.cost_is_upper_bound or ${call.isUpperBound}::boolean,
        input_tokens = c.input_tokens + ${call.inputTokens}::int,
        output_tokens = c.output_tokens + ${call.outputTokens}::int,
        response = ${response}::text
      from before where c.run_id = before.run_id and c.key = before.key
      returning 1`.execute(db);
  return rows.length > 0;
}
