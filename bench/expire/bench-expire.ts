import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { migrate } from "../../src/store/migrate.js";
import { migrations } from "../../src/store/migrations/index.js";
import { openPools } from "../../src/store/open-store-pool.js";
import { readPacked } from "../../src/store/packed-text.js";
import { createStore } from "../../src/store/store.js";
import { type Figures, type Report, tenth } from "../figures.js";
import { makeOwnDatabase } from "../own-database.js";
import { fillCalls } from "./seed.js";

const promisedSeconds = 60;
const patienceSeconds = 300;
const workers = 2;

type Query = { query(text: string): Promise<{ rows: unknown[] }> };

/** How long two workers need, on Postgres, to settle calls that all run out at the same moment. */
export async function benchExpire(options: { calls: number }): Promise<Report> {
  const database = await makeOwnDatabase();
  if (!database) {
    console.log("expire: left out, no server answers");
    return { figures: { leftOut: "no server answers" }, broken: [] };
  }
  const onError = (error: unknown) => console.error(error instanceof Error ? error.message : error);
  const pools = await openPools({ databaseUrl: database.url, dataDir: "", onError });
  const children: ChildProcess[] = [];
  try {
    await migrate(pools, migrations);
    const store = createStore({ pool: pools.pool, onError });
    await fillCalls(store, options.calls);
    // Slack has every card.
    await pools.pool.query(`update fermata.outbox set state = 'shown', ts = '1.1', shown_at = now(),
      shown_version = version`);
    await pools.pool.query(`update fermata.human_call set seen_at = opened_at`);
    for (let one = 0; one < workers; one += 1) children.push(await startWorker(database.url));
    await pools.pool.query(`update fermata.human_call set deadline_at = now()`);
    const start = performance.now();
    const seconds = await untilSettled(pools.pool, start);
    const found = await settled(pools.pool);
    await store.close();
    return reportOf(options.calls, seconds, found);
  } finally {
    for (const child of children) await stopWorker(child);
    await pools.close();
    await database.drop();
  }
}

async function startWorker(url: string): Promise<ChildProcess> {
  const program = fileURLToPath(new URL("./worker.ts", import.meta.url));
  const child = fork(program, [url], { execArgv: ["--import", "tsx"] });
  const ended = once(child, "exit").then(() => {
    throw new Error("A worker ended before it was ready.");
  });
  ended.catch(() => undefined);
  await Promise.race([once(child, "message"), ended]);
  return child;
}

async function stopWorker(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode) return;
  const gone = once(child, "exit");
  child.send("stop");
  await gone;
}

/** Seconds until no call is open any more, or until it is given up. */
async function untilSettled(pool: Query, start: number): Promise<number> {
  for (;;) {
    const seconds = (performance.now() - start) / 1_000;
    const { rows } = await pool.query(
      `select 1 from fermata.human_call where status = 'open' limit 1`,
    );
    if (rows.length === 0 || seconds > patienceSeconds) return seconds;
    await pause(100);
  }
}

/** How many calls ended, have their fact, and have a card that says so. */
async function settled(pool: Query): Promise<{ ended: number; facts: number; cards: number }> {
  const { rows } = await pool.query(`select
    (select count(*) from fermata.human_call where status = 'expired')::int as ended,
    (select count(*) from fermata.ledger where kind = 'call_expired')::int as facts`);
  const cards = await pool.query(
    `select content from fermata.outbox where version = 2 and state = 'due'`,
  );
  const isSettled = (row: unknown) =>
    JSON.stringify(readPacked((row as { content: Buffer }).content)).includes('_settled"');
  const { ended, facts } = rows[0] as { ended: number; facts: number };
  return { ended, facts, cards: cards.rows.filter(isSettled).length };
}

function reportOf(
  calls: number,
  seconds: number,
  found: { ended: number; facts: number; cards: number },
): Report {
  const perSecond = Math.round(calls / seconds);
  const figures: Figures = {
    calls,
    workers,
    seconds: tenth(seconds),
    perSecond,
    ...found,
    promisedSeconds,
  };
  console.log("expire, postgres:", figures);
  const broken: string[] = [];
  if (Object.values(found).some((count) => count !== calls))
    broken.push(`expire: of ${calls} calls ${JSON.stringify(found)} were settled`);
  if (seconds > promisedSeconds)
    broken.push(`expire: ${tenth(seconds)} s for ${calls} calls, more than ${promisedSeconds}`);
  return { figures, broken };
}
