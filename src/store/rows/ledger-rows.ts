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
    async has(chain, key) {
      const row = await db
        .selectFrom("ledger")
        .select("seq")
        .where("chain", "=", chain)
        .where("key", "=", key)
        .executeTakeFirst();
      return row !== undefined;
    },
    async insert(entry) {
      await db
        .insertInto("ledger")
        .values({
          chain: entry.chain,
          seq: entry.seq,
          kind: entry.kind,
          key: entry.key,
          actor: entry.actor,
          at: entry.at,
          data: toText(Fact.shape.data, entry.data),
          prev_hash: entry.prevHash,
          hash: entry.hash,
        })
        .execute();
      await db
        .updateTable("ledger_head")
        .set({ seq: entry.seq, hash: entry.hash })
        .where("chain", "=", entry.chain)
        .execute();
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
