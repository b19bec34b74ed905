import pg from "pg";
import { CHECKPOINT_SCHEMA } from "./checkpoints/checkpoint-schema.js";

/** What a Postgres server lets this role do. */
export interface ServerFacts {
  /** E.g. 17. */
  major: number;
  database: string;
  user: string;
  /** SQLSTATE of the try to make schemas and tables; null if it worked. */
  refused: string | null;
  /** Tables of ours that belong to a role whose rights this one does not have. */
  foreignTables: number;
}

const SCHEMAS = ["fermata", "bullmq", CHECKPOINT_SCHEMA];
const LIMIT_MS = 10_000;

/**
 * Tries on a Postgres server what every start does, and takes it back: schemas, a table in each, a row, a
 * channel to listen on. Throws what the connection said.
 */
export async function probeServer(connectionString: string): Promise<ServerFacts> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 5_000,
    statement_timeout: LIMIT_MS,
    application_name: "fermata doctor",
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; database: string; user: string }>(
      `select current_setting('server_version_num') as version,
        current_database() as database, current_user as "user"`,
    );
    const { version = "0", database = "", user = "" } = rows[0] ?? {};
    const refused = await tryOut(client);
    const owners = await client.query<{ foreign: number }>(
      `select count(*)::int as foreign from pg_tables
        where schemaname = any($1) and not pg_has_role(current_user, tableowner, 'usage')`,
      [SCHEMAS],
    );
    const foreignTables = owners.rows[0]?.foreign ?? 0;
    return { major: Math.floor(Number(version) / 10_000), database, user, refused, foreignTables };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function tryOut(client: pg.Client): Promise<string | null> {
  await client.query("begin");
  try {
    for (const schema of SCHEMAS) {
      const table = `${schema}.doctor_${process.pid}`;
      await client.query(`create schema if not exists ${schema}`);
      await client.query(`create table ${table} (id int primary key)`);
      await client.query(`insert into ${table} values (1)`);
    }
    await client.query("listen fermata_doctor");
    return null;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code !== undefined) return error.code;
    throw error;
  } finally {
    await client.query("rollback").catch(() => undefined);
  }
}
