import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { killWriters } from "./kills.js";
import { startOnTorn } from "./torn.js";

/** `npm run faults -- embedded`: kill -9 in mid-write, a second process, and damaged copies of the directory. */
export async function embedded(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: "string", default: "50" },
      seed: { type: "string", default: "1" },
    },
  });
  const dataDir = mkdtempSync(path.join(tmpdir(), "fermata-embedded-"));
  try {
    const kills = await killWriters(dataDir, {
      kills: Number(values.kills),
      seed: Number(values.seed),
      told: (line) => console.log(line),
    });
    const torn = await startOnTorn(dataDir);
    for (const { damage, isClear, said } of torn) {
      console.log(`${isClear ? "ok" : "!!"}  ${damage}: ${said.split("\n")[0]}`);
    }
    const clear = torn.filter(({ isClear }) => isClear).length;
    const { wrong, ...figures } = kills;
    for (const line of wrong) console.log(`!!  ${line}`);
    const isGood = wrong.length === 0 && clear === torn.length;
    const json = JSON.stringify({ ...figures, tornClear: `${clear}/${torn.length}` });
    process.stdout.write(`${json}\n`, () => process.exit(isGood ? 0 : 1));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
