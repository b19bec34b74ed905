import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeHome } from "../../src/delivery/home.js";
import { homeView } from "../../src/slack/views/home.js";
import { migrate } from "../../src/store/migrate.js";
import { migrations } from "../../src/store/migrations/index.js";
import { openPools } from "../../src/store/open-store-pool.js";
import { createStore } from "../../src/store/store.js";
import { fillHome } from "../../test/support/home-fixture.js";
import { type Figures, type Report, spread } from "../figures.js";
import { makeOwnDatabase } from "../own-database.js";

const promisedMs = 2_000;
const load = { team: "T1", userId: "UMAYA", runs: 1_000, calls: 1_000, alike: 40, schedules: 100 };

/** How long Home takes from rows to blocks, for one person with 1,000 jobs, 1,000 questions and 100 schedules. */
export async function benchHome(options: { stores: ("embedded" | "postgres")[] }): Promise<Report> {
  const report: Report = { figures: {}, broken: [] };
  for (const store of options.stores) {
    const figures = await timeHome(store);
    report.figures[store] = figures;
    console.log(`home, ${store}:`, figures);
    const slowest = figures["max"];
    if (typeof slowest === "number" && slowest > promisedMs) {
      report.broken.push(`home, ${store}: a page took ${slowest} ms, more than ${promisedMs}`);
    }
  }
  return report;
}

async function timeHome(kind: "embedded" | "postgres"): Promise<Figures> {
  const database = kind === "postgres" ? await makeOwnDatabase() : null;
  if (kind === "postgres" && database === null) return { leftOut: "no server answers" };
  const dataDir = await mkdtemp(join(tmpdir(), "fermata-bench-"));
  const onError = (error: unknown) => console.error(error instanceof Error ? error.message : error);
  const pools = await openPools({ databaseUrl: database?.url, dataDir, onError });
  try {
    await migrate(pools, migrations);
    const store = createStore({ pool: pools.pool, onError });
    await fillHome(store, load);
    const now = new Date("2026-11-25T12:00:00Z");
    const times: number[] = [];
    for (let page = 1; page <= 125; page += 1) {
      const start = performance.now();
      const pages = { calls: page, jobs: page, schedules: page };
      const home = await store.transact((rows) =>
        composeHome(rows.homes, load, { pages, tz: "Europe/Berlin", now }),
      );
      homeView(home, { team: { domain: "acme" } });
      times.push(performance.now() - start);
    }
    await store.close();
    return { ...load, ...spread(times), promisedMs };
  } finally {
    await pools.close();
    await database?.drop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
