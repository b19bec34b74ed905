import { z } from "zod";
import type { Pool, PoolClient } from "../pool/pool.js";
import { CHECKPOINT_SCHEMA as schema, PACKED_TABLE } from "./checkpoint-schema.js";
import { unpackRows } from "./packed-rows.js";

const Packed = z.object({ packed: z.instanceof(Buffer) });

/** Whether a run is at rest as one packed row. */
export async function isPacked(pool: Pick<Pool, "query">, runId: string): Promise<boolean> {
  const { rows } = await pool.query(`select 1 from ${PACKED_TABLE} where thread_id = $1`, [runId]);
  return rows.length > 0;
}

/**
 * Makes rows of what `pruneCheckpoints` packed, in one transaction: the library writes only what a step changed, and
 * finds the rest as rows. Where nothing is packed, nothing happens.
 */
export async function unpackCheckpoints(pool: Pick<Pool, "connect">, runId: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await unpack(client, runId);
    await client.query("COMMIT");
    client.release();
  } catch (error) {
    // Thrown away with its transaction.
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}

async function unpack(client: Pick<PoolClient, "query">, runId: string): Promise<void> {
  const { rows } = await client.query(
    `delete from ${PACKED_TABLE} where thread_id = $1 returning packed`,
    [runId],
  );
  if (rows.length === 0) return;
  const { checkpoints, blobs, writes } = unpackRows(Packed.parse(rows[0]).packed);
  const column = <T, K extends keyof T>(list: T[], key: K) => list.map((one) => one[key]);
  await client.query(
    `with c as (
      insert into ${schema}.checkpoints
        (thread_id, checkpoint_ns, checkpoint_id, parent_checkpoint_id, type, checkpoint, metadata)
      select $1, ns, id, parent, type, checkpoint::jsonb, metadata::jsonb
      from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
        as given (ns, id, parent, type, checkpoint, metadata)
      on conflict do nothing
    ), b as (
      insert into ${schema}.checkpoint_blobs (thread_id, checkpoint_ns, channel, version, type, blob)
      select $1, * from unnest($8::text[], $9::text[], $10::text[], $11::text[], $12::bytea[])
      on conflict do nothing
    ) insert into ${schema}.checkpoint_writes
        (thread_id, checkpoint_ns, checkpoint_id, task_id, idx, channel, type, blob)
      select $1, * from unnest($13::text[], $14::text[], $15::text[], $16::int[], $17::text[], $18::text[], $19::bytea[])
      on conflict do nothing`,
    [
      runId,
      column(checkpoints, "ns"),
      column(checkpoints, "id"),
      column(checkpoints, "parent"),
      column(checkpoints, "type"),
      column(checkpoints, "checkpoint"),
      column(checkpoints, "metadata"),
      column(blobs, "ns"),
      column(blobs, "channel"),
      column(blobs, "version"),
      column(blobs, "type"),
      column(blobs, "blob"),
      column(writes, "ns"),
      column(writes, "id"),
      column(writes, "task"),
      column(writes, "idx"),
      column(writes, "channel"),
      column(writes, "type"),
      column(writes, "blob"),
    ],
  );
}
