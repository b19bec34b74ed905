import { loadavg } from "node:os";
import { type Figures, quantile, type Report, tenth } from "../figures.js";
import { type Card, type Cards, watchCards } from "./cards.js";
import { type Database, openDatabase } from "./database.js";
import { benchFlush } from "./flush.js";
import { createPhases, type Phases } from "./phases.js";
import { scaleScripts } from "./scripts.js";
import { setStage, type Stage } from "./stage.js";
import { approveAll, takeRandom } from "./waiting-clicks.js";
import { fillAll } from "./waiting-fill.js";
import { idleLoad } from "./waiting-idle.js";
import { memoryOf } from "./waiting-memory.js";
import { restartAndAnswer } from "./waiting-restart.js";
import { meterUse } from "./who-used.js";

const promised = {
  grownMb: 50,
  clickP95Ms: 2_000,
  kbPerRun: 12,
  idlePercent: 2,
  restartSeconds: 5,
  decideSeconds: 60,
};
const few = 100;
const mostClicks = 120;
const idleSeconds = 60;

/** What the parts of the bench share. */
interface Bench extends Phases {
  stage: Stage;
  database: Database;
  cards: Cards;
  runs: number;
  say: (what: string, found: Figures) => void;
}

/**
 * What it costs that many jobs wait for people: made by real requests on the real path, on a Postgres of its own.
 * One worker and one bot, a scripted model that answers at once, no pause between messages. A part that fails is
 * among what is broken, and the others are measured all the same.
 */
export async function benchWaiting(options: { runs: number; flush: boolean }): Promise<Report> {
  const phases = createPhases("waiting");
  const figures: Figures = { runs: options.runs };
  const say = (what: string, found: Figures) => {
    figures[what] = found;
    console.log(`waiting, ${what}:`, found, `(load ${tenth(loadavg()[0] ?? 0)})`);
  };
  const stage = await setStage({ scripts: scaleScripts(), store: "postgres", redis: false });
  try {
    if (!stage.postgres) throw new Error("No database.");
    const database = await openDatabase(stage.postgres);
    await stage.start("bot");
    await stage.start("worker");
    const cards = watchCards(stage.workspace, ["call.approve", "call.answer.defaults"]);
    const bench = { ...phases, stage, database, cards, runs: options.runs, say };
    await phases.phase("the fill", () => fillAndMeasure(bench));
    await phases.phase("idle", () => measureIdle(bench));
    const approvals = cards.all.filter((card) => card.button === "call.approve");
    const decided = (await phases.phase("clicks", () => measureClicks(bench, approvals))) ?? 0;
    const restarted = await phases.phase("the restart", () => measureRestart(bench, approvals));
    const known = decided + (restarted ?? 0);
    await phases.phase("decisions", () => measureDecisions(bench, approvals, known));
    cards.stop();
    await database.close();
  } finally {
    await stage.stop();
  }
  if (options.flush) {
    const flushed = await phases.phase("the lost queue", () => benchFlush({ runs: options.runs }));
    figures["redisFlush"] = flushed?.figures ?? null;
    phases.broken.push(...(flushed?.broken ?? []));
  }
  return { figures, broken: phases.broken };
}

async function fillAndMeasure(bench: Bench): Promise<void> {
  const { stage, database, runs, say, keep } = bench;
  await fillAll(bench, { from: 0, count: few, helped: false });
  keep(await database.quiet(120_000), "the first jobs did not come to rest");
  const memoryBefore = await memoryOf(stage.houses);
  const { kbPerRun, autovacuumIsDone, kinds, ...filled } = await fillAll(bench, {
    from: few,
    count: runs,
    helped: true,
  });
  const found = await database.runs();
  say("filled", { ...filled, ...found });
  keep(found["waiting"] === few + runs, "not every job came to wait");

  const memory = await memoryOf(stage.houses);
  const grownMb = tenth(memory.residentMb - memoryBefore.residentMb);
  say("memory", { before: memoryBefore, after: memory, grownMb });
  keep(grownMb < promised.grownMb, `bot and worker grew by ${grownMb} MB of resident memory`);

  say("disk", { kbPerRun, autovacuumIsDone, ...kinds });
  keep(kbPerRun <= promised.kbPerRun, `a job that waits takes ${kbPerRun} KB on disk`);
}

async function measureIdle({ stage, database, say, keep }: Bench): Promise<void> {
  const idle = await idleLoad(stage, database, idleSeconds);
  say("idle", { seconds: idleSeconds, ...idle });
  keep(
    // Where one bare process takes as much already, two that wait cannot take less.
    idle.productPercent < Math.max(promised.idlePercent, idle.barePercent),
    `bot and worker use ${idle.productPercent} % of a core while all wait (a bare process ${idle.barePercent} %, the database ${idle.databasePercent} %)`,
  );
}

/** Gives how many were decided. */
async function measureClicks(
  { stage, runs, say, keep }: Bench,
  approvals: Card[],
): Promise<number> {
  const clicks = Math.min(mostClicks, Math.ceil(runs / 5));
  const { times, lost } = await approveAll(stage.workspace, takeRandom(approvals, clicks), 1);
  const p95 = tenth(quantile(times, 0.95));
  say("clickToNextStepMs", { count: times.length, p50: tenth(quantile(times, 0.5)), p95 });
  keep(p95 <= promised.clickP95Ms, `a click is shown after ${p95} ms (95th percentile)`);
  keep(lost.length === 0, `${lost.length} clicks were not shown: ${firstLine(lost)}`);
  return times.length + lost.length;
}

/** Gives how many were decided. */
async function measureRestart(
  { stage, database, say, keep }: Bench,
  approvals: Card[],
): Promise<number> {
  keep(await database.quiet(120_000), "the clicked jobs did not come to rest");
  const [first] = takeRandom(approvals, 1);
  if (!first) throw new Error("No card is left.");
  const restarted = await restartAndAnswer(stage, first);
  say("restart", { ...restarted });
  keep(
    restarted.finishedSeconds <= promised.restartSeconds,
    `after a restart the first answer is finished after ${restarted.finishedSeconds} s`,
  );
  return 1;
}

async function measureDecisions(
  { stage, database, runs, say, keep }: Bench,
  approvals: Card[],
  before: number,
): Promise<void> {
  const burst = takeRandom(approvals, Math.min(1_000, Math.ceil(runs / 10)));
  const used = meterUse(stage.houses, database.serverPid);
  const start = performance.now();
  const { times, lost } = await approveAll(stage.workspace, burst, 20);
  const seconds = tenth((performance.now() - start) / 1_000);
  const p95Ms = tenth(quantile(times, 0.95));
  say("decided", { count: burst.length, seconds, p95Ms, ...used(burst.length) });
  keep(seconds <= promised.decideSeconds, `${burst.length} decisions took ${seconds} s`);
  keep(lost.length === 0, `${lost.length} decisions were not shown: ${firstLine(lost)}`);
  keep(await database.quiet(300_000), "the decided jobs did not come to rest");
  const decided = await database.count(`from fermata.ledger where kind = 'call_decided'`);
  const clicked = before + burst.length;
  keep(decided === clicked, `${decided} decisions of ${clicked} clicks`);
}

function firstLine(errors: readonly string[]): string {
  return errors[0]?.split("\n")[0] ?? "";
}
