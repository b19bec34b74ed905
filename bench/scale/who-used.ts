import { tenth } from "../figures.js";
import type { House } from "./fleet.js";
import { cpuSeconds, cpuSecondsOfTree, machineSeconds } from "./processor-time.js";

/** Who used the machine for one job, in milliseconds of processor time, and how busy all of it was (0 to 1). */
export type UsedEach = Record<
  "botMs" | "workersMs" | "databaseMs" | "besideMs" | "machineBusy",
  number
>;

/** Reads the processor time of everybody; the function it gives says what was used for each of so many jobs since. */
export function meterUse(
  houses: readonly House[],
  serverPid: number | undefined,
): (jobs: number) => UsedEach {
  const sum = (some: readonly House[]) => some.reduce((all, { pid }) => all + cpuSeconds(pid), 0);
  const read = () => ({
    bot: sum(houses.filter(({ role }) => role !== "worker")),
    workers: sum(houses.filter(({ role }) => role === "worker")),
    database: serverPid === undefined ? 0 : cpuSecondsOfTree(serverPid),
    // The local workspace and the model, which are Slack and a provider elsewhere.
    beside: cpuSeconds(process.pid),
    machine: machineSeconds(),
  });
  const before = read();
  return (jobs) => {
    const now = read();
    const each = (who: "bot" | "workers" | "database" | "beside") =>
      tenth(((now[who] - before[who]) * 1_000) / jobs);
    const all = now.machine.all - before.machine.all;
    return {
      botMs: each("bot"),
      workersMs: each("workers"),
      databaseMs: each("database"),
      besideMs: each("beside"),
      machineBusy: Math.round(((now.machine.busy - before.machine.busy) / all) * 100) / 100,
    };
  };
}
