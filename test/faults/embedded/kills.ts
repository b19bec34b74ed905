import { seededRandom } from "../../../playground/workspace/faults.js";
import { startWriter } from "./writer-process.js";

/** What many kills in mid-write did to an embedded database. */
export interface KillsShown {
  kills: number;
  acked: number;
  /** Rows that were acknowledged and are not there, or not whole. */
  lost: number;
  /** Transactions of which only a part is there. */
  halves: number;
  /** Second processes that were refused, of those that tried. */
  refused: number;
  tried: number;
  slowestStartMs: number;
  wrong: string[];
}

/** Kills a writer again and again at moments that follow from the seed, and looks each time at what is still there. */
export async function killWriters(
  dataDir: string,
  options: { kills: number; seed: number; told?: (line: string) => void },
): Promise<KillsShown> {
  const random = seededRandom(options.seed);
  const shown: KillsShown = {
    kills: 0,
    acked: 0,
    lost: 0,
    halves: 0,
    refused: 0,
    tried: 0,
    slowestStartMs: 0,
    wrong: [],
  };
  let acked = 0;
  for (let n = 0; n <= options.kills; n += 1) {
    const startedMs = performance.now();
    const writer = startWriter(dataDir, n === options.kills ? "look" : "write");
    const held = await writer.first;
    if ("refused" in held) throw new Error(`start ${n + 1}: ${held.refused}\n${writer.stderr()}`);
    const tookMs = Math.round(performance.now() - startedMs);
    // The first start creates the database.
    if (n > 0) shown.slowestStartMs = Math.max(shown.slowestStartMs, tookMs);
    const missing = Math.max(0, acked - held.most) + (held.most - held.count);
    shown.lost += missing;
    // Only the newest row is not revised yet.
    if (held.open > (held.most > 0 ? 1 : 0)) shown.halves += 1;
    if (missing > 0) shown.wrong.push(`after kill ${n}: acknowledged ${acked}, there ${held.most}`);
    options.told?.(`kill ${n}: acknowledged ${acked}, there ${held.most}, started in ${tookMs} ms`);
    if (n === options.kills) {
      await writer.ended;
      break;
    }
    if (n % 10 === 1) {
      shown.tried += 1;
      const second = await startWriter(dataDir, "look").first;
      if ("refused" in second && second.refused.startsWith("DATA_DIR_IN_USE")) shown.refused += 1;
      else shown.wrong.push(`a second process got in: ${JSON.stringify(second)}`);
    }
    await writer.wrote(1 + Math.floor(random() * 120));
    // In the middle of the next one.
    await new Promise((resolve) => setTimeout(resolve, random() * 12));
    await writer.kill9();
    shown.kills += 1;
    acked = Math.max(acked, writer.acked());
  }
  shown.acked = acked;
  if (shown.halves > 0) shown.wrong.push(`${shown.halves} times half a transaction was there`);
  return shown;
}
