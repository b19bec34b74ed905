import { sql } from "kysely";
import { z } from "zod";
import { Fact } from "../../domain/fact.js";
import type { LedgerEntry, LedgerRows } from "../../ledger/ports.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText, toText } from "./json-text.js";

const Head = z.object({ seq: z.number().int(), hash: z.string() });
const NamedHead = Head.extend({ chain: z.string() });

/** The ledger's rows; the head row of a chain is what appends wait for each other on. */
export function createLedgerRows(tx: Db): LedgerRows {
  const db = inSchema(tx);
  return {
    async lockHead(chain) {
      // The empty update locks a head that exists: one statement for both cases.
      const { rows } = await sql`insert into fermata.ledger_head (chain, seq, hash)
        values (${chain}, 0, '')
        on conflict (chain) do update set seq = ledger_head.seq
        returning seq, hash`.execute(tx);
      return Head.parse(rows[0]);
    },
    async insert(entry) {
      const { rows } = await sql`with added as (
          insert into fermata.ledger (chain, seq, kind, key, actor, at, data, prev_hash, hash)
          values (${entry.chain}, ${entry.seq}, ${entry.kind}, ${entry.key}, ${entry.actor}, ${entry.at},
            ${toText(Fact.shape.data, entry.data)}, ${entry.prevHash}, ${entry.hash})
          on conflict (chain, key) do nothing
          returning chain, seq, hash
        ) update fermata.ledger_head h set seq = added.seq, hash = added.hash
        from added where h.chain = added.chain returning 1`.execute(tx);
      return rows.length > 0;
    },
    async lockHeads(chains) {
      if (chains.length === 0) return new Map();
      const { rows } = await sql`insert into fermata.ledger_head (chain, seq, hash)
        select one, 0, '' from unnest(${[...chains]}::text[]) with ordinality given (one, at) order by at
        on conflict (chain) do update set seq = ledger_head.seq
        returning chain, seq, hash`.execute(tx);
      return new Map(
        rows.map((row) => {
          const { chain, ...head } = NamedHead.parse(row);
          return [chain, head];
        }),
      );
    },
    async insertAll(entries) {
      if (entries.length === 0) return;
      const values = entries.map(
        (one) => sql`(${one.chain}::text, ${one.seq}::bigint, ${one.kind}::text, ${one.key}::text,
          ${one.actor}::text, ${one.at}::timestamptz, ${toText(Fact.shape.data, one.data)}::text,
          ${one.prevHash}::text, ${one.hash}::text)`,
      );
      await sql`with added as (
          insert into fermata.ledger (chain, seq, kind, key, actor, at, data, prev_hash, hash)
          values ${sql.join(values)}
          on conflict (chain, key) do nothing
          returning chain, seq, hash
        ) update fermata.ledger_head h set seq = added.seq, hash = added.hash
        from added where h.chain = added.chain`.execute(tx);
    },
    async list(chain) {
      const rows = await db
        .selectFrom("ledger")
        .selectAll()
        .where("chain", "=", chain)
        .orderBy("seq")
        .execute();
      return rows.map((row): LedgerEntry => ({
        ...Fact.parse({ ...row, data: fromText(Fact.shape.data, row.data) }),
        seq: row.seq,
        prevHash: row.prev_hash,
        hash: row.hash,
      }));
    },
  };
}
