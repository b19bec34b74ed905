import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figures, Report } from "../figures.js";
import { makeOwnDatabase } from "../own-database.js";
import { timeBare } from "./bare.js";
import { timeProduct } from "./product.js";

const leastShare = 1 / 3;

/** What the product costs around its graph: runs a second of all of it against the graph alone, on the same store. */
export async function benchOverhead(options: {
  runs: number;
  stores: ("embedded" | "postgres")[];
}): Promise<Report> {
  const report: Report = { figures: {}, broken: [] };
  for (const store of options.stores) {
    const figures = await compare(store, options.runs);
    report.figures[store] = figures;
    console.log(`overhead, ${store}:`, figures);
    const share = figures["share"];
    if (typeof share === "number" && share < leastShare) {
      report.broken.push(
        `overhead, ${store}: the product does ${share} of the bare graph's runs, less than a third`,
      );
    }
  }
  return report;
}

async function compare(store: "embedded" | "postgres", runs: number): Promise<Figures> {
  const bare = await onFreshStore(store, (where) => timeBare(where, runs));
  if (bare === null) return { leftOut: "no server answers" };
  const product = await onFreshStore(store, (where) => timeProduct(where, runs));
  if (product === null) return { leftOut: "no server answers" };
  const share = Math.round((product.runsPerSecond / bare.runsPerSecond) * 100) / 100;
  return { runs, bare: { ...bare }, product: { ...product }, share };
}

async function onFreshStore<T>(
  store: "embedded" | "postgres",
  work: (where: { databaseUrl: string | undefined; dataDir: string }) => Promise<T>,
): Promise<T | null> {
  const database = store === "postgres" ? await makeOwnDatabase() : null;
  if (store === "postgres" && database === null) return null;
  const dataDir = await mkdtemp(join(tmpdir(), "fermata-bench-"));
  try {
    return await work({ databaseUrl: database?.url, dataDir });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
    await database?.drop();
  }
}
