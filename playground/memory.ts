import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Megabytes that this process and all its children hold together; null where `ps` cannot tell. */
export async function memoryMb(top = process.pid): Promise<number | null> {
  try {
    const { stdout } = await run("ps", ["-eo", "pid=,ppid=,rss="]);
    return Math.round(sumOfTree(stdout, top) / 1024);
  } catch (error) {
    // A machine without `ps` only loses the figure.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** Sums the third column over a process and everything below it. */
export function sumOfTree(table: string, top: number): number {
  const rows = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const inTree = new Set([top]);
  for (let grown = true; grown;) {
    grown = false;
    for (const [pid = 0, parent = 0] of rows) {
      if (!inTree.has(parent) || inTree.has(pid)) continue;
      inTree.add(pid);
      grown = true;
    }
  }
  return rows.reduce((sum, [pid = 0, , rss = 0]) => (inTree.has(pid) ? sum + rss : sum), 0);
}
