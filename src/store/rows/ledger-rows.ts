import { sql } from "kysely";
import { z } from "zod";
import { Fact } from "../../domain/fact.js";
import type { LedgerEntry, LedgerRows } from "../../ledger/ports.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText, toText } from "./json-text.js";

const Head = z.object({ seq: z.number().int(), hash: z.string() });

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
