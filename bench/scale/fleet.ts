import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Role } from "../../src/app.js";
import { compiledProduct } from "./compiled.js";
import type { HousePlace, SelfUsed } from "./house-child.js";

/** One process of the product. */
export interface House {
  role: Role;
  pid: number;
  usage(): Promise<SelfUsed>;
  /** Milliseconds so far in which its event loop did something. */
  busyMs(): Promise<number>;
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** Starts one process of the product; resolves when it is ready. */
export async function startHouse(place: HousePlace): Promise<House> {
  const program = join(await compiledProduct(), "bench", "scale", "house-child.js");
  const child = fork(program, [JSON.stringify(place)], { execArgv: ["--expose-gc"] });
  if ((await answerOf(child)) !== "ready") throw new Error("The product did not start.");
  return {
    role: place.role,
    pid: child.pid ?? 0,
    async usage() {
      child.send("usage");
      return (await answerOf(child)) as SelfUsed;
    },
    async busyMs() {
      child.send("busy");
      return Number(await answerOf(child));
    },
    stop: () => end(child, () => child.send("stop")),
    kill: () => end(child, () => child.kill("SIGKILL")),
  };
}

async function end(child: ChildProcess, how: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  how();
  await gone;
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const answered = new AbortController();
  const { signal } = answered;
  const ended = once(child, "exit", { signal }).then(([code, by]) => {
    throw new Error(`The product ended with ${String(code ?? by)}.`);
  });
  try {
    const [answer] = (await Promise.race([once(child, "message", { signal }), ended])) as [unknown];
    return answer;
  } finally {
    // Nothing listens on: a child is asked hundreds of times.
    answered.abort();
  }
}
