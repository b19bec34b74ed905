import { type RawBuilder, sql } from "kysely";
import { DeleteItem } from "../../domain/shown-post.js";
import type { Held, Reported } from "../../slack/outbound/ports.js";
import type { Db } from "./fermata-db.js";
import { packText } from "../packed-text.js";
import { toText } from "./json-text.js";
import { OUTBOX_CHANNEL } from "./outbox-rows.js";

type Row = Held & { version: number };

/**
 * Keeps that Slack has a version of a row. The first message of a row stands; a second one, posted by somebody whose lease
 * had run out meanwhile, becomes a row that deletes it, in the same statement. One that was to be deleted and stands for
 * its row after all, as after a failover that forgot the row, stays.
 */
export async function reportShown(
  db: Db,
  row: Row,
  ts: string | null,
  channel: string | null,
): Promise<Reported> {
  const { opKey } = row.item;
  const { rows } = await sql<{ ts: string | null }>`with put as (
      update fermata.outbox set
        shown_version = case when ${same(ts)} then greatest(shown_version, ${row.version}::int) else shown_version end,
        ts = coalesce(ts, ${ts}::text),
        state = case when version > case when ${same(ts)} then ${row.version}::int else shown_version end
          then 'due' else 'shown' end,
        attempts = 0, in_vain = 0, next_at = '-infinity', lease_until = null, shown_at = now(),
        unknown_outcome = false, last_error = null
      where op_key = ${opKey} and token = ${row.token}
      returning ts, state
    ), stands as (
      delete from fermata.outbox where op_key = ${extraKey(row.item, ts)} and state = 'due' and lease_until is null
        and exists (select 1 from put where ts = ${ts}::text)
    ), ${extra({ item: row.item, ts, channel }, sql.raw("put"))}
    select ts, case when state = 'due' or exists (select 1 from extra) then pg_notify(${OUTBOX_CHANNEL}, '') end
    from put`.execute(db);
  const kept = rows[0];
  return kept
    ? { held: true, ts: kept.ts }
    : { held: false, ts: await reportLate(db, row, ts, channel) };
}

/**
 * What somebody reports who lost the lease. If nobody has posted the row yet, theirs is the message; otherwise it goes
 * away. Where they changed what is there, they may have covered something newer: that is shown once more.
 */
async function reportLate(
  db: Db,
  { item, version }: Row,
  ts: string | null,
  channel: string | null,
): Promise<string | null> {
  const isFirst = sql`(ts is null and ${ts}::text is not null)`;
  const isCovered = sql`(version > ${version}::int and ts is not distinct from ${ts}::text)`;
  const { rows } = await sql<{ ts: string | null }>`with put as (
      update fermata.outbox set
        ts = ${ts}::text,
        shown_version = case when ${isFirst} then greatest(shown_version, ${version}::int) else shown_version end,
        shown_at = case when ${isFirst} then now() else shown_at end,
        version = case when ${isCovered} then version + 1 else version end,
        state = case when version > ${version}::int then 'due' else 'shown' end
      where op_key = ${item.opKey} and state <> 'dead' and (${isFirst} or ${isCovered})
      returning ts
    ), kept as (
      select coalesce((select ts from put), (select ts from fermata.outbox where op_key = ${item.opKey})) as ts
    ), ${extra({ item, ts, channel }, sql.raw("kept"))}
    select ts, case when exists (select 1 from put) or exists (select 1 from extra)
      then pg_notify(${OUTBOX_CHANNEL}, '') end from kept`.execute(db);
  return rows[0]?.ts ?? null;
}

/** Whether `ts` and the row's own mean the same message. */
function same(ts: string | null): RawBuilder<boolean> {
  return sql<boolean>`(ts is null or ${ts}::text is null or ts = ${ts}::text)`;
}

/** The name of the row that deletes a message which is one too many. */
const extraKey = (item: Row["item"], ts: string | null) => `extra:${item.opKey}:${ts}`;

/** The part of a statement that has a message deleted if `kept` says that another one stands for its row. */
function extra(
  { item, ts, channel }: Pick<Row, "item"> & { ts: string | null; channel: string | null },
  kept: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const opKey = extraKey(item, ts);
  const content =
    ts === null || channel === null
      ? null
      : packText(
          toText(DeleteItem, { type: "delete", opKey, runId: null, channel, messageTs: ts }),
        );
  return sql`extra as (
      insert into fermata.outbox (op_key, type, channel, content)
      select ${opKey}::text, 'delete', ${channel}::text, ${content}::bytea from ${kept} as one
      where ${content}::bytea is not null and one.ts is distinct from ${ts}::text
      on conflict do nothing returning 1
    )`;
}
