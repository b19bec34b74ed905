import { Kysely, PostgresDialect, type PostgresPoolClient } from "kysely";
import type { Pool, PoolClient } from "./pool.js";

/** A query builder on a pool; tables are always named with their schema. */
export function createKysely<DB>(pool: Pool): Kysely<DB> {
  return new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: { connect: async () => adapt(await pool.connect()), end: () => pool.end() },
    }),
  });
}

/** A query builder on one client, which stays the caller's to release. */
export function createClientKysely<DB>(client: PoolClient): Kysely<DB> {
  const borrowed = { ...adapt(client), release: () => undefined };
  return new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: { connect: async () => borrowed, end: async () => undefined },
    }),
  });
}

function adapt(client: PoolClient): PostgresPoolClient {
  return {
    query: ((text: string, values: readonly unknown[]) =>
      client.query(text, values)) as unknown as PostgresPoolClient["query"],
    release: () => client.release(),
  };
}
