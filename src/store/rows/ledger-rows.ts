import { sql } from "kysely";
import { z } from "zod";
import { Fact } from "../../domain/fact.js";
import type { LedgerEntry, LedgerRows } from "../../ledger/ports.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText, toText } from "./json-text.js";

/** Kept as bytes, spoken of in hex. */
const Hash = z.instanceof(Buffer).transform((bytes) => bytes.toString("hex"));
const Head = z.object({ seq: z.number().int(), hash: Hash });
const NamedHead = Head.extend({ chain: z.string() });
const bytes = (hex: string) => Buffer.from(hex, "hex");
/** As the index says it: a fact is once in its chain, by a digest of both names. */
const once = sql`on conflict ((fermata.fact_digest(chain, chain || E'\n' || key))) do nothing`;

/** The ledger's rows; the head row of a chain is what appends wait for each other on. */
export function createLedgerRows(tx: Db): LedgerRows {
  const db = inSchema(tx);
  return {
    async lockHead(chain) {
      // The empty update locks a head that exists: one statement for both cases.
      const { rows } = await sql`insert into fermata.ledger_head (chain, seq, hash)
        values (${chain}, 0, ''::bytea)
        on conflict (chain) do update set seq = ledger_head.seq
        returning seq, hash`.execute(tx);
      return Head.parse(rows[0]);
    },
    async insert(entry) {
      const { rows } = await sql`with added as (
          insert into fermata.ledger (chain, seq, kind, key, actor, at, data, hash)
          values (${entry.chain}, ${entry.seq}, ${entry.kind}, ${entry.key}, ${entry.actor}, ${entry.at},
            ${toText(Fact.shape.data, entry.data)}, ${bytes(entry.hash)})
          ${once}
          returning chain, seq, hash
        ) update fermata.ledger_head h set seq = added.seq, hash = added.hash
        from added where h.chain = added.chain returning 1`.execute(tx);
      return rows.length > 0;
    },
    async lockHeads(chains) {
      if (chains.length === 0) return new Map();
      const { rows } = await sql`insert into fermata.ledger_head (chain, seq, hash)
        select one, 0, ''::bytea from unnest(${[...chains]}::text[]) with ordinality given (one, at) order by at
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
          ${bytes(one.hash)}::bytea)`,
      );
      await sql`with added as (
          insert into fermata.ledger (chain, seq, kind, key, actor, at, data, hash)
          values ${sql.join(values)}
          ${once}
          returning chain, seq, hash
        ) update fermata.ledger_head h set seq = added.seq, hash = added.hash
        from added where h.chain = added.chain`.execute(tx);
    },
    async list(chain) {
      const rows = await db
        .selectFrom("ledger")
        .selectAll()
        .where(
          sql<boolean>`fermata.fact_digest(chain, chain) = fermata.fact_digest(${chain}, ${chain})`,
        )
        .where("chain", "=", chain)
        .orderBy("seq")
        .execute();
      // What an entry stands behind is not kept twice: it is the hash of the one before it.
      return rows.map((row, at): LedgerEntry => ({
        ...Fact.parse({ ...row, data: fromText(Fact.shape.data, row.data) }),
        seq: row.seq,
        prevHash: rows[at - 1]?.hash.toString("hex") ?? "",
        hash: row.hash.toString("hex"),
      }));
    },
  };
}
