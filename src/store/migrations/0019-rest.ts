import { type Kysely, sql } from "kysely";

/** What a waiting run takes on disk: hashes as bytes, short index entries, pages filled, and tables kept tidy. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** A few hundred dead rows are cleaned away whatever the table's size, without a pause in between. */
const tidy = `autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_cost_delay = 0`;

const statements = [
  // The hash before it is that of the entry before it.
  `alter table fermata.ledger
    drop column prev_hash,
    alter column hash type bytea using decode(hash, 'hex')`,
  `alter table fermata.ledger_head alter column hash type bytea using decode(hash, 'hex')`,
  // A digest of both instead of both: each fact would stand three times on disk.
  `alter table fermata.ledger drop constraint ledger_once`,
  `create unique index ledger_once on fermata.ledger ((md5(chain || E'\\n' || key)::uuid))`,
  // The chain's name is long and in each entry: the index finds it by its digest.
  `alter table fermata.ledger drop constraint ledger_pkey`,
  `create unique index ledger_chain on fermata.ledger ((md5(chain)::uuid), seq)`,
  // From here on packed by us: the database packs only what is longer than 2,000 bytes.
  `alter table fermata.outbox alter column content type bytea using convert_to(content, 'UTF8')`,
  `alter table fermata.run alter column input type bytea using convert_to(input, 'UTF8')`,
  `alter table fermata.human_call alter column args type bytea using convert_to(args, 'UTF8')`,
  // A row is written a few times in its first second and then waits for days: space for its next version is waste.
  `alter table fermata.outbox set (fillfactor = 90, ${tidy})`,
  `alter table fermata.run set (fillfactor = 85, ${tidy})`,
  ...["ledger_head", "human_call", "model_call", "task", "inbox"].map(
    (table) => `alter table fermata.${table} set (${tidy})`,
  ),
];
