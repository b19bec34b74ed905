import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { memoryMb } from "../../playground/memory.js";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** `npm run playground` as a process of its own, with a state folder that goes with it. */
export interface Playground {
  origin: string;
  /** Megabytes of memory that all its processes hold together. */
  memoryMb(): Promise<number | null>;
  /** What it said of its start: seconds and megabytes. */
  started: string;
  stop(): Promise<void>;
}

/** Starts the playground on a free port, with flags such as `--plain`, and waits until it is ready. */
export async function startPlayground(
  folder?: string,
  flags: readonly string[] = [],
): Promise<Playground> {
  const cwd = folder ?? mkdtempSync(join(tmpdir(), "fermata-playground-"));
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: "" };
  for (const name of Object.keys(env)) if (/^(OPENAI|SLACK|MODEL)_/.test(name)) delete env[name];
  const child = spawn(
    process.execPath,
    [
      "--import",
      import.meta.resolve("tsx"),
      join(root, "playground", "main.ts"),
      "--port",
      "4600",
      ...flags,
    ],
    { cwd, env, stdio: ["ignore", "pipe", "pipe"] },
  );
  const said: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => said.push(text));
  const { origin, started } = await readyLine(child, said);
  return {
    origin,
    started,
    memoryMb: () => memoryMb(child.pid),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, "exit");
        child.kill("SIGTERM");
        await gone;
      }
      if (folder === undefined) rmSync(cwd, { recursive: true, force: true });
    },
  };
}

async function readyLine(
  child: ChildProcess,
  said: string[],
): Promise<{ origin: string; started: string }> {
  let out = "";
  for await (const chunk of child.stdout ?? []) {
    out += String(chunk);
    const ready = /^ready (\S+)$/m.exec(out);
    if (ready?.[1]) return { origin: ready[1], started: /^Started.*$/m.exec(out)?.[0] ?? "" };
  }
  throw new Error(`The playground ended before it was ready.\n${out}\n${said.join("")}`);
}
