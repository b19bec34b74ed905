import { sql } from "kysely";

/**
 * The token of a row's next lease, for its `set token`: higher than the one before, and by the database's clock, in
 * milliseconds. A database that went back to an older state does not hand the same one out twice, so whoever held the
 * row then has nothing to say about it now.
 */
export const nextToken = sql<number>`greatest(token + 1, floor(extract(epoch from clock_timestamp()) * 1000)::bigint)`;
