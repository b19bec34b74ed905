import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";

const TICKS_PER_SECOND = 100;

/** Seconds of processor time that a process has used; 0 for one that is gone, and where the system does not tell. */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  // utime, stime, and those of children that have ended: a server's connections come and go.
  return fields
    ? fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND
    : 0;
}

/** The same for a process and all that it started. */
export function cpuSecondsOfTree(pid: number): number {
  return cpuSeconds(pid) + childrenOf(pid).reduce((sum, child) => sum + cpuSeconds(child), 0);
}

/** Seconds that all cores together were busy, with whatever else runs here, and seconds that there were. */
export function machineSeconds(): { busy: number; all: number } {
  const ticks = cpus().flatMap((core) => Object.values(core.times));
  const idle = cpus().reduce((sum, core) => sum + core.times.idle, 0);
  const all = ticks.reduce((sum, time) => sum + time, 0);
  return { busy: (all - idle) / 1_000, all: all / 1_000 };
}

/** The process that started this one; 0 where the system does not tell. */
export function parentOf(pid: number): number {
  return Number(statOf(pid)?.[1] ?? 0);
}

function childrenOf(parent: number): number[] {
  return readFolder("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

/** The fields after the program's name. */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function readFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

function isGone(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code === "ENOENT" || code === "ESRCH";
}
