import { type Counted, countCommits } from "./count-commits.js";

/** What a process has used so far. */
export type Used = Counted & { cpuMs: number };

/** Reads what the measured process has used; it may be another one. */
export type Meter = () => Used | Promise<Used>;

/** Meters this process from now on. */
export function meterThisProcess(): Meter {
  const count = countCommits();
  return () => {
    const { user, system } = process.cpuUsage();
    return { ...count.read(), cpuMs: (user + system) / 1000 };
  };
}
