import { execFile, execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const ROOT = "/usr/lib/postgresql";
const execute = promisify(execFile);

/** Where the newest server's programs are, in Debian's folder or else on the PATH; undefined where there are none. */
export function postgresPrograms(): string | undefined {
  const versions = existsSync(ROOT) ? readdirSync(ROOT) : [];
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  const known = newest === undefined ? [] : [path.join(ROOT, newest, "bin")];
  const onPath = (process.env["PATH"] ?? "").split(path.delimiter).filter(Boolean);
  return [...known, ...onPath].find((folder) => existsSync(path.join(folder, "initdb")));
}

/** Why no server can be made here; undefined when one can. */
export function ownPostgresMissing(): string | undefined {
  if (!postgresPrograms()) return `no initdb under ${ROOT} or on the PATH`;
  if (process.getuid?.() === 0 && spawnSync("id", ["-u", "postgres"]).status !== 0) {
    return "root without a user postgres";
  }
  return undefined;
}

/** Who runs the server: Postgres refuses to run as root, then it is the user `postgres`. */
export function postgresAccount(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const number = (flag: string) =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: number("-u"), gid: number("-g") };
}

/** Runs one of the server's programs; this process goes on meanwhile, because others talk to it. */
export async function runProgram(
  name: string,
  args: readonly string[],
  folder: string,
): Promise<void> {
  const program = path.join(postgresPrograms() ?? "", name);
  // A file, not a pipe: the server that pg_ctl leaves behind would keep a pipe open.
  await execute("/bin/sh", ["-c", `exec "$0" "$@" >>"${folder}/programs" 2>&1`, program, ...args], {
    ...postgresAccount(),
    cwd: folder,
  });
}

/** A process and its children: the server's first one leads no group of theirs. */
export function signalWithChildren(pid: number, signal: "SIGSTOP" | "SIGCONT"): void {
  process.kill(pid, signal);
  const { stdout } = spawnSync("pgrep", ["-P", `${pid}`], { encoding: "utf8" });
  for (const child of stdout.split("\n").filter(Boolean)) {
    try {
      process.kill(Number(child), signal);
    } catch (error) {
      // It ended in between.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
