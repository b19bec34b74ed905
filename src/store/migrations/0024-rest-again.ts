import { type Kysely, sql } from "kysely";

/** What a waiting run takes on disk, once more: facts in the order of their runs, and rows that nobody needs found soon. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The time with which a run's id begins, then a digest: an index that grows at its end has full pages.
  `create function fermata.fact_digest(chain text, of text) returns uuid
    language sql immutable parallel safe
    as $$ select substr(coalesce(substring(chain from '^run:run_([0-9a-f]{12})'), '') || md5(of), 1, 32)::uuid $$`,
  `drop index fermata.ledger_once`,
  `create unique index ledger_once on fermata.ledger ((fermata.fact_digest(chain, chain || E'\\n' || key)))`,
  `drop index fermata.ledger_chain`,
  `create unique index ledger_chain on fermata.ledger ((fermata.fact_digest(chain, chain)), seq)`,
  // Reactions and status lines that Slack has: nobody looks at the rows again.
  `create index outbox_done on fermata.outbox (shown_at)
    where state = 'shown' and type in ('reaction', 'status_line')`,
  // Jobs that ended with their result take in nothing any more; from now on their end says so.
  `update fermata.human_call c set taken_at = coalesce(c.decided_at, now()) from fermata.run r
    where r.id = c.run_id and r.status = 'completed' and c.status <> 'open' and c.taken_at is null`,
];
