import os from "node:os";
import { parseArgs } from "node:util";
import { rolling as roll } from "./rolling.js";

/** `npm run faults -- rolling`: every process is replaced under load, once with sockets and once with HTTP. */
export async function rolling(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { seed: { type: "string", default: "1" } } });
  const seed = Number(values.seed);
  const shown: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const way of ["sockets", "http"]) {
    console.log(`\nTwo bots (${way}) and two workers:`);
    const told = (line: string) => console.log(line);
    const one = await roll({ http: way === "http", seed, told });
    const { jobs, completed, failed, lost, stuck } = one.counted;
    console.log(
      `${jobs} jobs: ${completed} completed, ${failed} failed, lost ${lost}, stuck ${stuck}, doubled ${one.counted.doubledMessages}/${one.counted.doubledEffects}/${one.counted.doubledDecisions}, ${one.unheard} presses unheard`,
    );
    const drainsMs = one.replaced.map(({ drainMs }) => drainMs);
    shown[way] = { ...one.counted, drainsMs, unheard: one.unheard };
    wrong.push(...one.wrong.map((what) => `${way}: ${what}`));
  }
  for (const one of wrong) console.log(`!! ${one}`);
  const load = os.loadavg().map((one) => Math.round(one * 100) / 100);
  const line = JSON.stringify({ seed, ...shown, load, wrong });
  process.stdout.write(`${line}\n`, () => process.exit(wrong.length === 0 ? 0 : 1));
}
