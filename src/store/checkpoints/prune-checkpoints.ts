import { sql, type QueryExecutorProvider } from "kysely";
import { z } from "zod";
import { CHECKPOINT_SCHEMA, PACKED_TABLE } from "./checkpoint-schema.js";
import { packRows } from "./packed-rows.js";

const checkpoints = sql.table(`${CHECKPOINT_SCHEMA}.checkpoints`);
const writes = sql.table(`${CHECKPOINT_SCHEMA}.checkpoint_writes`);
const blobs = sql.table(`${CHECKPOINT_SCHEMA}.checkpoint_blobs`);

const Row = z.object({
  kind: z.enum(["c", "b", "w"]),
  ns: z.string(),
  id: z.string(),
  parent: z.string().nullable(),
  idx: z.number().int(),
  channel: z.string(),
  version: z.string(),
  type: z.string().nullable(),
  checkpoint: z.string().nullable(),
  metadata: z.string().nullable(),
  blob: z.instanceof(Buffer).nullable(),
});
type Row = z.infer<typeof Row>;

/**
 * Puts a run's checkpoints to rest: only the latest of each namespace stays, with its writes and values, and all of
 * it as one packed row. Checkpoints are a cursor, not history. Runs inside the caller's transaction, at the hold or
 * the end; `unpackCheckpoints` makes rows of it again.
 */
export async function pruneCheckpoints(tx: QueryExecutorProvider, runId: string): Promise<void> {
  const { rows } =
    await sql`with c as (delete from ${checkpoints} where thread_id = ${runId} returning *),
    b as (delete from ${blobs} where thread_id = ${runId} returning *),
    w as (delete from ${writes} where thread_id = ${runId} returning *)
    select 'c' as kind, checkpoint_ns as ns, checkpoint_id as id, parent_checkpoint_id as parent, 0 as idx,
      '' as channel, '' as version, type, checkpoint::text, metadata::text, null::bytea as blob from c
    union all select 'b', checkpoint_ns, '', null, 0, channel, version, type, null, null, blob from b
    union all select 'w', checkpoint_ns, checkpoint_id, task_id, idx, channel, '', type, null, null, blob
      from w`.execute(tx);
  const latest = latestOf(rows.map((row) => Row.parse(row)));
  if (latest.checkpoints.length === 0) return;
  await sql`insert into ${sql.table(PACKED_TABLE)} (thread_id, packed)
    values (${runId}, ${packRows(latest)})
    on conflict (thread_id) do update set packed = excluded.packed`.execute(tx);
}

const Versions = z.object({
  channel_versions: z.record(z.string(), z.union([z.string(), z.number()])),
});

const Step = z.object({ step: z.number().optional() });

/** Later by its step: an id begins with the clock of the process that wrote it, which may be wrong. */
function isLater(row: Row, than: Row | undefined): boolean {
  if (!than) return true;
  const [step, other] = [row, than].map((one) => Step.parse(JSON.parse(one.metadata ?? "{}")).step);
  const by = (step ?? -Infinity) - (other ?? -Infinity);
  return by > 0 || (!(by < 0) && row.id > than.id);
}

function latestOf(rows: Row[]): Parameters<typeof packRows>[0] {
  const newest = new Map<string, { row: Row; versions: Record<string, string | number> }>();
  for (const row of rows) {
    if (row.kind !== "c" || !isLater(row, newest.get(row.ns)?.row)) continue;
    const versions = Versions.parse(JSON.parse(row.checkpoint ?? "{}")).channel_versions;
    newest.set(row.ns, { row, versions });
  }
  return {
    checkpoints: [...newest.values()].map(({ row }) => ({
      ns: row.ns,
      id: row.id,
      parent: row.parent,
      type: row.type,
      checkpoint: row.checkpoint ?? "",
      metadata: row.metadata ?? "",
    })),
    blobs: rows
      .filter(
        (row) =>
          row.kind === "b" && String(newest.get(row.ns)?.versions[row.channel]) === row.version,
      )
      .map(({ ns, channel, version, type, blob }) => ({
        ns,
        channel,
        version,
        type: type ?? "",
        blob,
      })),
    writes: rows
      .filter((row) => row.kind === "w" && newest.get(row.ns)?.row.id === row.id)
      .map(({ ns, id, parent, idx, channel, type, blob }) => ({
        ns,
        id,
        task: parent ?? "",
        idx,
        channel,
        type,
        blob: blob ?? Buffer.alloc(0),
      })),
  };
}
