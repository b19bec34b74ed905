import { type Kysely, sql } from "kysely";

/** A chain's name stands once in the index for all of its facts: that is a quarter of their index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `drop index fermata.ledger_chain`,
  // Not unique with the number of the fact: an index packs equal entries only. Numbers come from the chain's head, whose
  // row each append locks, and the hashes tell if two had the same.
  `create index ledger_chain on fermata.ledger ((fermata.fact_digest(chain, chain)))`,
];
