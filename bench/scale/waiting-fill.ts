import { type Figures, tenth } from "../figures.js";
import type { Cards } from "./cards.js";
import type { Database, TableBytes } from "./database.js";
import { fillWaiting, type WaitsFor, withHelpers } from "./fill.js";
import type { Phases } from "./phases.js";
import type { Stage } from "./stage.js";

const kinds: WaitsFor[] = ["question", "approval"];
const KIB = 1024;
/** How long autovacuum is waited for: between the kinds, and before anything is judged. */
const TIDY_MS = 75_000;
const LAST_TIDY_MS = 180_000;

/** How the jobs were made, and what they take on disk. */
export type Filled = Figures & {
  kbPerRun: number;
  autovacuumIsDone: boolean;
  /** By what a job waits for: its kilobytes, and its bytes by table. */
  kinds: Figures;
};

/** Makes so many jobs that wait, half of them with one question and half with an approval, one kind after the other. */
export async function fillAll(
  bench: Pick<Phases, "keep"> & { stage: Stage; database: Database; cards: Cards },
  { from, count, helped }: { from: number; count: number; helped: boolean },
): Promise<Filled> {
  const { stage, database, cards, keep } = bench;
  const found: Figures = {};
  let bytes = 0;
  let seconds = 0;
  let isTidied = false;
  let next = from;
  for (const [n, kind] of kinds.entries()) {
    const half = n === 0 ? Math.ceil(count / 2) : Math.floor(count / 2);
    const before = await database.tables();
    const fill = () => fillWaiting(stage.workspace, cards, { from: next, count: half, kind });
    const took = helped ? await withHelpers(stage, database, half, fill) : null;
    const lost = took?.filled ?? (await fill());
    const why = lost[0]?.split("\n")[0] ?? "";
    keep(lost.length === 0, `${lost.length} jobs (${kind}) came to no card: ${why}`);
    next += half;
    if (!took) continue;
    seconds += took.seconds;
    console.log(`waiting, ${half} jobs (${kind}) in ${tenth(took.seconds)} s:`, took.each);
    keep(await database.quiet(300_000), `the jobs (${kind}) did not come to rest`);
    const isLast = n === kinds.length - 1;
    isTidied = await database.tidied(isLast ? LAST_TIDY_MS : TIDY_MS);
    const grown = grownBy(before, await database.tables(), half);
    bytes += (grown["total"] ?? 0) * half;
    found[kind] = { kb: tenth((grown["total"] ?? 0) / KIB), bytesPerRun: grown };
    found[`${kind}Fill`] = { perSecond: tenth(half / took.seconds), ...took.each };
  }
  const { question, approval, ...fills } = found;
  return {
    seconds: tenth(seconds),
    perSecond: seconds === 0 ? 0 : tenth(count / seconds),
    ...fills,
    kbPerRun: tenth(bytes / count / KIB),
    autovacuumIsDone: isTidied,
    kinds: { question: question ?? null, approval: approval ?? null },
  };
}

/** Bytes of growth a run, by table and together. */
function grownBy(before: TableBytes[], after: TableBytes[], runs: number): Record<string, number> {
  const had = new Map(before.map((table) => [table.name, table.total]));
  const grown = after.map((table): [string, number] => [
    table.name,
    Math.round((table.total - (had.get(table.name) ?? 0)) / runs),
  ]);
  const total = grown.reduce((sum, [, bytes]) => sum + bytes, 0);
  const shown = grown.filter(([, bytes]) => bytes >= 30).sort(([, one], [, other]) => other - one);
  return Object.fromEntries([["total", total], ...shown]);
}
