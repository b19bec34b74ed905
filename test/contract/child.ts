import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A TypeScript program of this folder as a process of its own. */
export interface Child {
  /** Its first line of output. */
  says: Promise<string>;
  /** Its exit code, null after a kill. */
  ends: Promise<number | null>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Starts `test/contract/<name>.ts` with arguments. */
export function startChild(name: string, args: readonly string[]): Child {
  const program = new URL(`./${name}.ts`, import.meta.url).pathname;
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", program, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  if (!child.stdout) throw new Error("The child has no output.");
  const lines = createInterface({ input: child.stdout });
  const exited = once(child, "exit");
  return {
    says: once(lines, "line").then(([line]) => String(line)),
    ends: exited.then(([code]) => (typeof code === "number" ? code : null)),
    async kill(signal) {
      child.kill(signal);
      await exited;
    },
  };
}
