import { sql } from "kysely";
import { lostKey, NO_PLACE } from "../../delivery/lost.js";
import type { OutboxRows } from "../../delivery/ports.js";
import { OutboxItem } from "../../domain/shown.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText, toText } from "./json-text.js";

/** The notification channel that says "rows of the outbox are due". */
export const OUTBOX_CHANNEL = "fermata_outbox";

/**
 * What should be seen, one row an op key. A changed content raises the version and makes the row due; the writer
 * is signalled when the transaction commits. A private answer never changes once it is written.
 */
export function createOutboxRows(tx: Db): OutboxRows {
  const db = inSchema(tx);
  return {
    async put(item, { calmMs } = { calmMs: 0 }) {
      const content = toText(OutboxItem, item);
      const threadTs = item.type === "reaction" ? null : item.threadTs;
      // A row that waits for its time keeps it: a newer text must not break a pause that Slack asked for.
      await sql`with put as (
        insert into fermata.outbox (op_key, type, run_id, channel, thread_ts, content)
        values (${item.opKey}, ${item.type}, ${item.runId}, ${item.channel}, ${threadTs}, ${content})
        on conflict (op_key) do update set
          content = excluded.content,
          version = outbox.version + 1,
          state = 'due',
          attempts = case when outbox.state = 'due' then outbox.attempts else 0 end,
          next_at = case when outbox.state = 'due' then outbox.next_at 
            when ${calmMs}::int > 0 then now() + ${calmMs}::int * interval '1 millisecond'
            else '-infinity' end
        where outbox.type <> 'ephemeral' and outbox.content <> excluded.content
        returning 1
      ) select pg_notify(${OUTBOX_CHANNEL}, '') from put`.execute(tx);
    },
    async get(opKey) {
      const row = await db
        .selectFrom("outbox")
        .select("content")
        .where("op_key", "=", opKey)
        .executeTakeFirst();
      return row ? fromText(OutboxItem, row.content) : null;
    },
    async tsOf(opKey) {
      const row = await db
        .selectFrom("outbox")
        .select("ts")
        .where("op_key", "=", opKey)
        .executeTakeFirst();
      return row?.ts ?? null;
    },
    async lost(limit) {
      const { rows } = await sql<{ content: string }>`select o.content from fermata.outbox o
        where o.state = 'dead' and o.ts is null and o.channel !~ '^[UW]'
          and ((o.type = 'message' and o.run_id is not null
              and not exists (select 1 from fermata.outbox n where n.op_key = ${lostKey("")} || o.run_id))
            or (o.type = 'ephemeral' and o.last_error = any(${[...NO_PLACE]})
              and not exists (select 1 from fermata.outbox n where n.op_key = ${lostKey("")} || o.op_key)))
        order by o.seq limit ${limit}`.execute(tx);
      return rows.flatMap((row) => OutboxItem.safeParse(JSON.parse(row.content)).data ?? []);
    },
  };
}
