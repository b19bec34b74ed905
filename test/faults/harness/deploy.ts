import type { FaultProcess } from "./processes.js";

/** Replaces processes by those of another build, one after the other, as a rolling deploy does. */
export async function deploy(
  processes: readonly FaultProcess[],
  program: string,
): Promise<{ codes: (number | null)[]; mostMs: number }> {
  const codes: (number | null)[] = [];
  let mostMs = 0;
  for (const one of processes) {
    if (one.running()) {
      const { code, tookMs } = await one.term();
      codes.push(code);
      mostMs = Math.max(mostMs, tookMs);
    }
    one.use(program);
    await one.start();
  }
  return { codes, mostMs };
}
