import { systemClock } from "../../src/clock.js";
import { silentLog } from "../../src/log.js";
import { silentMeter } from "../../src/meter.js";
import { createSweep, startSweeper } from "../../src/runs/sweep.js";
import { openPools } from "../../src/store/open-store-pool.js";
import { createStore } from "../../src/store/store.js";

const EVERY_MS = 2_000;

/** A worker's sweeper in a process of its own, on the database of the parent; it says "ready" and works until told. */
async function run(databaseUrl: string): Promise<void> {
  const onError = (error: unknown) => console.error(error instanceof Error ? error.message : error);
  const pools = await openPools({ databaseUrl, dataDir: "", onError });
  const store = createStore({ pool: pools.pool, onError });
  const none = async () => undefined;
  const sweep = createSweep({
    transact: store.transact,
    due: store.due,
    leftInbox: async () => [],
    handleInbox: none,
    versions: { known: ["v1"], retired: [] },
    splitResult: (markdown) => [markdown],
    stillUp: none,
    noteSeen: none,
    escalate: none,
    sendReminders: async () => 0,
    useRules: async () => [],
    schedules: none,
    deleteOld: none,
    workingHours: { from: 9, to: 17 },
    // Jobs that go on are not what is measured here.
    waker: { wake: none },
    clock: systemClock,
    log: silentLog,
    meter: silentMeter,
  });
  const sweeper = startSweeper(sweep, EVERY_MS);
  process.on("message", () => {
    void sweeper
      .stop()
      .then(() => store.close())
      .then(() => pools.close())
      .then(() => process.exit(0));
  });
  process.once("disconnect", () => process.exit(1));
  process.send?.("ready");
}

await run(process.argv[2] ?? "");
