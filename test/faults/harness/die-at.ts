import type { FaultProcess } from "./processes.js";

/** Arms a fault point in processes and waits for whoever passes it first; the others are disarmed then. */
export interface Armed {
  /** The one that it happened to, as soon as it has happened. */
  hit(timeoutMs?: number): Promise<FaultProcess>;
  /** Whether it has happened. */
  victim(): FaultProcess | undefined;
}

const LOOK_EVERY_MS = 20;

/** Arms `<label>[:<n>[:<action>]]` in all of these. */
export function armAll(processes: readonly FaultProcess[], faultAt: string): Armed {
  const [label] = faultAt.split(":");
  const marks = new Map(processes.map((one) => [one, one.lines.length]));
  const happened = (one: FaultProcess) =>
    one.lines.slice(marks.get(one)).some((line) => line.includes(` at ${label},`));
  for (const one of processes) one.arm(faultAt);
  const victim = () => {
    const found = processes.find(happened);
    if (found) for (const one of processes) if (one !== found) one.arm("");
    return found;
  };
  return {
    victim,
    async hit(timeoutMs = 60_000) {
      const untilMs = performance.now() + timeoutMs;
      for (;;) {
        const found = victim();
        if (found) return found;
        if (performance.now() > untilMs) throw new Error(`Nobody ever passed ${faultAt}.`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    },
  };
}
