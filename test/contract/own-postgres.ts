import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";

/** A Postgres server of a test's own, that may be stopped under somebody's feet. */
export interface OwnPostgres {
  url: string;
  start(): void;
  /** Stops it at once, as a crash would. */
  stop(): void;
  remove(): Promise<void>;
}

const ROOT = "/usr/lib/postgresql";

function binFolder(): string | undefined {
  if (!existsSync(ROOT)) return undefined;
  const version = readdirSync(ROOT).toSorted((a, b) => Number(b) - Number(a))[0];
  const folder = version && path.join(ROOT, version, "bin");
  return folder && existsSync(path.join(folder, "initdb")) ? folder : undefined;
}

/** Why no server can be made here; undefined when one can. */
export function ownPostgresMissing(): string | undefined {
  if (!binFolder()) return `no initdb under ${ROOT}`;
  if (process.getuid?.() === 0 && spawnSync("id", ["-u", "postgres"]).status !== 0) {
    return "root without a user postgres";
  }
  return undefined;
}

/** Postgres refuses to run as root: then it runs as the user `postgres`. */
function account(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const number = (flag: string) =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: number("-u"), gid: number("-g") };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Makes and starts a server on a free port. */
export async function makeOwnPostgres(): Promise<OwnPostgres> {
  const bin = binFolder();
  if (!bin) throw new Error("No Postgres here.");
  const who = account();
  const folder = await mkdtemp(path.join(os.tmpdir(), "fermata-pg-"));
  if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid);
  const data = path.join(folder, "data");
  const port = await freePort();
  const run = (program: string, args: readonly string[]) =>
    execFileSync(path.join(bin, program), args, { ...who, cwd: folder, stdio: "ignore" });

  run("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-N"]);
  const control = (...args: string[]) => run("pg_ctl", ["-D", data, "-w", ...args]);
  const start = () =>
    void control("start", "-o", `-p ${port} -k ${folder} -h 127.0.0.1`, "-l", `${folder}/log`);
  start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop: () => void control("stop", "-m", "immediate"),
    async remove() {
      if (existsSync(path.join(data, "postmaster.pid"))) control("stop", "-m", "immediate");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
