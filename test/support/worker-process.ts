import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A worker as a process of its own: no Slack, only runs. */
export interface WorkerProcess {
  /** kill -9; resolves when it is gone. */
  kill9(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a worker and resolves when it says that it is ready. */
export async function startWorker(program: string, env: NodeJS.ProcessEnv): Promise<WorkerProcess> {
  const child: ChildProcess = spawn(process.execPath, [program, "worker"], {
    env: { ...env, LOG_LEVEL: "info" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (!child.stdout) throw new Error("The worker has no output.");
  const exited = once(child, "exit");
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout! }).on("line", (line) => {
      if (line.includes('"ready"')) resolve();
    });
  });
  const died = exited.then(() => {
    throw new Error("The worker ended before it was ready.");
  });
  died.catch(() => undefined);
  await Promise.race([ready, died]);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && !child.signalCode) child.kill(signal);
    await exited;
  };
  return { kill9: () => end("SIGKILL"), stop: () => end("SIGTERM") };
}
