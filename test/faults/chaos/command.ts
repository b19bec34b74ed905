import os from "node:os";
import { parseArgs } from "node:util";
import { chaos as runChaos } from "./chaos.js";

/** Between two troubles where each kind is to come once, and soon. */
const SHORT_PAUSE_MS = { least: 500, more: 1_500 };

/** `npm run faults -- chaos`: prints how it goes and what it counted; the last line is one line of JSON. */
export async function chaos(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: "string", default: "1000" },
      seed: { type: "string", default: "1" },
      minutes: { type: "string", default: "0" },
      "at-once": { type: "string" },
      short: { type: "boolean", default: false },
    },
  });
  const { counted, figures, wrong } = await runChaos({
    runs: Number(values.runs),
    seed: Number(values.seed),
    minutes: Number(values.minutes),
    ...(values["at-once"] === undefined ? {} : { atOnce: Number(values["at-once"]) }),
    // A machine that runs other tests besides says nothing about speed, and few jobs nothing about shares.
    judgesSpeed: !values.short,
    ...(values.short ? { pauseMs: SHORT_PAUSE_MS } : {}),
    told: (line) => console.log(line),
  });
  console.table({ ...counted, ...figures });
  for (const one of wrong) console.log(`!! ${one}`);
  console.log(wrong.length === 0 ? "held" : "did not hold");
  const load = os.loadavg().map((one) => Math.round(one * 100) / 100);
  const line = JSON.stringify({ seed: Number(values.seed), ...counted, ...figures, load, wrong });
  process.stdout.write(`${line}\n`, () => process.exit(wrong.length === 0 ? 0 : 1));
}
