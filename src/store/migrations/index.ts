import type { Migration } from "kysely";
import * as spine from "./0001-spine.js";
import * as lostMessages from "./0002-lost-messages.js";

/** All migrations of our own schema, by name, in the order in which they run. */
export const migrations: Record<string, Migration> = {
  "0001-spine": spine,
  "0002-lost-messages": lostMessages,
};
