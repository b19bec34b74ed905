import type { Kysely } from "kysely";
import { SCHEMA, type Tables } from "../tables.js";

/** Whatever runs our statements: a transaction, or the pool for a single statement. */
export type Db = Kysely<Tables>;

/** The same, with every table named by its schema, whatever the search path is. */
export function inSchema(db: Db): Db {
  return db.withSchema(SCHEMA);
}
