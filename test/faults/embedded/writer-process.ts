import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("./writer.ts", import.meta.url));

/** What a data directory held at a start: the highest row, how many, and how many were not revised or not whole. */
export interface Held {
  most: number;
  count: number;
  open: number;
}

/** A process that writes rows to an embedded database and says each one once it is committed. */
export interface Writer {
  /** What it found; or what it said when it refused. */
  first: Promise<Held | { refused: string }>;
  /** The highest row that it has acknowledged. */
  acked(): number;
  /** Resolves when it has acknowledged this many rows. */
  wrote(howMany: number): Promise<void>;
  kill9(): Promise<void>;
  /** Its exit code; null after a kill. */
  ended: Promise<number | null>;
  stderr(): string;
}

/** Starts one; `look`: it only says what is there and ends. */
export function startWriter(dataDir: string, what: "write" | "look" = "write"): Writer {
  const child = spawn(process.execPath, ["--import", "tsx", program, dataDir, what], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  let last = 0;
  let written = 0;
  let said = "";
  const waiting = new Map<number, () => void>();
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = once(child, "close").then(([code]) => (typeof code === "number" ? code : null));
  const first = new Promise<Held | { refused: string }>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [word = "", ...rest] = line.split(" ");
      if (word === "refused") resolve({ refused: rest.join(" ") });
      else if (word === "holds") {
        const [most = 0, count = 0, open = 0] = rest.map(Number);
        resolve({ most, count, open });
      } else if (/^\d+$/.test(word)) {
        last = Number(word);
        written += 1;
        waiting.get(written)?.();
      }
    });
    void ended.then(() => resolve({ refused: `It ended without a word.\n${said}` }));
  });
  return {
    first,
    acked: () => last,
    wrote: (howMany) =>
      written >= howMany
        ? Promise.resolve()
        : Promise.race([
            new Promise<void>((resolve) => waiting.set(howMany, resolve)),
            ended.then(() => undefined),
          ]),
    async kill9() {
      child.kill("SIGKILL");
      await ended;
    },
    ended,
    stderr: () => said,
  };
}
