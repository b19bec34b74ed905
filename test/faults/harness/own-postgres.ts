import { chownSync, existsSync, readFileSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { freePort } from "../../../playground/free-port.js";
import { postgresAccount, runProgram, signalWithChildren } from "./postgres-programs.js";

/** Runs one statement on a connection of its own. */
export type Sql = <Row extends pg.QueryResultRow>(
  text: string,
  values?: unknown[],
) => Promise<Row[]>;

/** A Postgres server of a test's own, that may be stopped, frozen or set back under somebody's feet. */
export interface OwnPostgres {
  url: string;
  port: number;
  start(): Promise<void>;
  /** `immediate`, the default, is at once, as a crash would; nothing if it does not run. */
  stop(mode?: "immediate" | "fast" | "smart"): Promise<void>;
  restart(): Promise<void>;
  /** SIGSTOP to all of its processes: it is there and answers nothing. */
  pause(): void;
  resume(): void;
  /** What the server has logged since it was made. */
  logged(): string;
  /** Runs one statement as its owner. */
  sql: Sql;
  /** Refuses every write from now on, as a standby does (25006), or takes them again. */
  readOnly(on: boolean): Promise<void>;
  /** Keeps a copy of what is committed now, as a standby that is about to be cut off would. */
  keepCopy(): Promise<void>;
  /** Fails over to the copy: what was committed since is lost. */
  failOverToCopy(): Promise<void>;
  remove(): Promise<void>;
}

/** Settings of `postgresql.conf` by name. A killed server loses nothing without fsync; a killed machine would. */
export type PostgresSettings = Record<string, string | number>;
const DEFAULTS: PostgresSettings = { max_connections: 200, fsync: "off" };

/** Makes and starts a server on a free port. */
export async function makeOwnPostgres(settings: PostgresSettings = {}): Promise<OwnPostgres> {
  const who = postgresAccount();
  const folder = await mkdtemp(path.join(os.tmpdir(), "fermata-pg-"));
  if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid);
  const data = path.join(folder, "data");
  const copy = path.join(folder, "copy");
  const port = await freePort(0);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const run = (program: string, ...args: string[]) => runProgram(program, args, folder);
  const control = (...args: string[]) => run("pg_ctl", "-D", data, "-w", ...args);
  const pidFile = path.join(data, "postmaster.pid");
  const postmaster = () => Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  const isUp = () => existsSync(pidFile);
  const given = Object.entries({ ...DEFAULTS, ...settings }).map(([k, v]) => `-c ${k}=${v}`);
  const words = [`-p ${port} -k ${folder} -h 127.0.0.1`, ...given].join(" ");

  const start = () => control("start", "-o", words, "-l", `${folder}/log`);
  const stop = async (mode = "immediate") => {
    if (isUp()) await control("stop", "-m", mode);
  };
  async function sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  await run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N");
  await start();
  return {
    url,
    port,
    start,
    stop,
    sql,
    logged: () => readFileSync(path.join(folder, "log"), "utf8"),
    async restart() {
      await stop("fast");
      await start();
    },
    pause: () => signalWithChildren(postmaster(), "SIGSTOP"),
    resume: () => signalWithChildren(postmaster(), "SIGCONT"),
    async readOnly(on) {
      const wanted = on ? "on" : "off";
      await sql(`alter system set default_transaction_read_only = ${wanted}`);
      await sql("select pg_reload_conf()");
      // Told is not done: once a new session has it, the older ones have been told too.
      const now = () =>
        sql<{ now: string }>("select current_setting('default_transaction_read_only') as now");
      while ((await now())[0]?.now !== wanted);
    },
    async keepCopy() {
      await rm(copy, { recursive: true, force: true });
      const from = ["-h", "127.0.0.1", "-p", `${port}`, "-U", "postgres"];
      await run("pg_basebackup", ...from, "-D", copy, "-c", "fast", "-X", "stream", "-N");
    },
    async failOverToCopy() {
      await stop("immediate");
      await rm(data, { recursive: true, force: true });
      await rename(copy, data);
      await start();
    },
    async remove() {
      if (isUp()) {
        signalWithChildren(postmaster(), "SIGCONT");
        await stop("immediate");
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
