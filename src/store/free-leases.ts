import { sql } from "kysely";
import type { Db } from "./rows/fermata-db.js";

/** What a killed process had on its way to Slack has arrived, or never will, after this long. */
const SETTLE_MS = 2_000;

/**
 * Frees what a process that is gone still held, so that nobody waits for its leases to run out. Only for a
 * start after which nobody else can be working: alone on the embedded database. Tokens stay, so fencing does.
 */
export async function freeLeases(db: Db): Promise<void> {
  await sql`update fermata.run set lease_until = null where lease_until is not null`.execute(db);
  await sql`update fermata.outbox set lease_until = null,
      next_at = case when unknown_outcome
        then greatest(next_at, now() + ${SETTLE_MS} * interval '1 millisecond') else next_at end
    where lease_until is not null`.execute(db);
}
