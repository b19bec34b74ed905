import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const hook = fileURLToPath(new URL("./fault-hook.mjs", import.meta.url));
const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Which part of the bot a process is. */
export type ProcessRole = "start" | "bot" | "worker";

/** A real process of a fault build, and what can be done to it. */
export interface FaultProcess {
  readonly name: string;
  /** Starts it and resolves when it says that it is ready; `faultAt` is armed from its first line on. */
  start(options?: { faultAt?: string }): Promise<void>;
  /** From its next start on it is another build: a deploy. */
  use(program: string): void;
  /** Arms `<label>[:<n>[:<action>]]` in the running process and counts passes anew; "" disarms. */
  arm(faultAt: string): void;
  /** Moves its wall clock, in milliseconds from the machine's; its monotonic time stays. */
  shiftClock(ms: number): void;
  /** kill -9; resolves when it is gone. Nothing if it does not run. */
  kill(): Promise<void>;
  /** SIGSTOP and SIGCONT. */
  freeze(): void;
  thaw(): void;
  /** SIGTERM; resolves with the exit code and how long it took. */
  term(): Promise<{ code: number | null; tookMs: number }>;
  running(): boolean;
  /** Resolves when the process that runs now has ended by whatever. */
  gone(): Promise<void>;
  /** The port that it said it listens on. */
  port(): number;
  pid(): number | undefined;
  /** Every line that it wrote, over all starts. */
  readonly lines: string[];
}

/** What a process needs; with `keepAlive` it is started again when it ends by itself, as a supervisor does. */
export interface ProcessOptions {
  name: string;
  program: string;
  role: ProcessRole;
  env: NodeJS.ProcessEnv;
  keepAlive?: boolean;
}

/** A start takes seconds; one that takes this long has failed. */
const START_MS = 90_000;

/** Makes a process that can be started, killed, frozen and started again. */
export function createFaultProcess(options: ProcessOptions): FaultProcess {
  const lines: string[] = [];
  let child: ChildProcess | undefined;
  let port = 0;
  let { program } = options;
  /** Somebody wants it to run. */
  let wanted = false;

  const running = () =>
    child?.pid !== undefined && child.exitCode === null && child.signalCode === null;

  async function launch(faultAt: string): Promise<void> {
    const started = spawn(
      process.execPath,
      // A fault build has no source maps, and looking for them costs each start and each error.
      ["--import", hook, program, options.role],
      {
        cwd: root,
        env: { ...options.env, FAULT_AT: faultAt },
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      },
    );
    child = started;
    const ready = new Promise<void>((resolve) => {
      const hear = (line: string) => {
        lines.push(line);
        const said = /"port":(\d+).*"msg":"ready"/.exec(line);
        if (!said) return;
        port = Number(said[1]);
        resolve();
      };
      createInterface({ input: started.stdout! }).on("line", hear);
      createInterface({ input: started.stderr! }).on("line", hear);
    });
    const ended = once(started, "exit");
    const died = ended.then(() => {
      throw new Error(`${options.name} ended before it was ready:\n${lines.slice(-30).join("\n")}`);
    });
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), START_MS);
    const tooLate = once(late.signal, "abort").then(() => {
      throw new Error(`${options.name} was not ready in time:\n${lines.slice(-30).join("\n")}`);
    });
    died.catch(() => undefined);
    tooLate.catch(() => undefined);
    void ended.then(() => {
      if (wanted && options.keepAlive && child === started) void launch("").catch(() => undefined);
    });
    try {
      await Promise.race([ready, died, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    wanted = false;
    const running_ = child;
    if (!running_ || !running()) return running_?.exitCode ?? null;
    // Not "exit": its last words may still be on their way.
    const gone = once(running_, "close");
    running_.kill(signal);
    // A frozen process takes no other signal.
    if (signal !== "SIGKILL") running_.kill("SIGCONT");
    await gone;
    return running_.exitCode;
  }

  const tell = (message: object): void => {
    // Who died a moment ago, and is not known to be dead yet, hears nothing.
    if (child?.connected) child.send(message, () => undefined);
  };

  return {
    name: options.name,
    lines,
    async start({ faultAt = "" } = {}) {
      wanted = true;
      if (!running()) await launch(faultAt);
    },
    use(next) {
      program = next;
    },
    arm: (faultAt) => tell({ faultAt }),
    shiftClock: (ms) => tell({ shiftMs: ms }),
    async kill() {
      await end("SIGKILL");
    },
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    async term() {
      const startedMs = performance.now();
      const code = await end("SIGTERM");
      return { code, tookMs: Math.round(performance.now() - startedMs) };
    },
    running,
    async gone() {
      if (child && running()) await once(child, "exit");
    },
    port: () => port,
    pid: () => child?.pid,
  };
}

/** The variables with which a process finds its surroundings; nothing else of the machine's. */
export function surroundings(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: process.env["HOME"], ...own };
}
