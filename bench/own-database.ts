import { randomBytes } from "node:crypto";
import pg from "pg";

const serverUrl =
  process.env["BENCH_DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";

/** An empty database on the Postgres server of this machine; `drop` leaves the server as it was. */
export interface OwnDatabase {
  url: string;
  drop(): Promise<void>;
}

/** Makes a database of its own, or gives null where no server answers. */
export async function makeOwnDatabase(): Promise<OwnDatabase | null> {
  const name = `fermata_bench_${randomBytes(6).toString("hex")}`;
  try {
    await onServer(`create database ${name}`);
  } catch (error) {
    if (isUnreachable(error)) return null;
    throw error;
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => onServer(`drop database if exists ${name} with (force)`),
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 2_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function isUnreachable(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const timedOut = error instanceof Error && error.message.includes("timeout");
  return timedOut || ["ECONNREFUSED", "EHOSTUNREACH", "ENOENT", "ETIMEDOUT"].includes(code);
}
