import { loadavg } from "node:os";
import { type Figures, quantile, type Report, tenth } from "../figures.js";
import { type Card, watchCards } from "./cards.js";
import { openDatabase, type TableBytes } from "./database.js";
import { fillWaiting } from "./fill.js";
import { benchFlush } from "./flush.js";
import { scaleScripts } from "./scripts.js";
import { setStage } from "./stage.js";
import { approveAll, takeRandom } from "./waiting-clicks.js";
import { idleLoad } from "./waiting-idle.js";
import { memoryOf } from "./waiting-memory.js";
import { restartAndAnswer } from "./waiting-restart.js";

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
const KIB = 1024;

/**
 * What it costs that many jobs wait for people: made by real requests on the real path, on a Postgres of its own.
 * One worker and one bot, a scripted model that answers at once, no pause between messages.
 */
export async function benchWaiting(options: { runs: number; flush: boolean }): Promise<Report> {
  const broken: string[] = [];
  const figures: Figures = { runs: options.runs };
  const say = (what: string, found: Figures | number) => {
    figures[what] = found;
    console.log(`waiting, ${what}:`, found, `(load ${tenth(loadavg()[0] ?? 0)})`);
  };
  const keep = (isKept: boolean, sentence: string) => {
    if (!isKept) broken.push(`waiting: ${sentence}`);
  };
  const stage = await setStage({ scripts: scaleScripts(), store: "postgres", redis: false });
  try {
    if (!stage.postgres) throw new Error("No database.");
    const database = await openDatabase(stage.postgres);
    await stage.start("bot");
    await stage.start("worker");
    const cards = watchCards(stage.workspace, ["call.approve", "call.answer.defaults"]);

    await fillWaiting(stage.workspace, cards, 0, few);
    await database.quiet(120_000);
    const memoryBefore = await memoryOf(stage.houses);
    const before = await database.tables();
    const start = performance.now();
    await fillWaiting(stage.workspace, cards, few, options.runs);
    const filledSeconds = tenth((performance.now() - start) / 1_000);
    await database.quiet(300_000);
    say("filled", {
      seconds: filledSeconds,
      perSecond: tenth(options.runs / filledSeconds),
      ...(await database.runs()),
    });
    keep((await database.runs())["waiting"] === few + options.runs, "not every job came to wait");

    const memory = await memoryOf(stage.houses);
    const grownMb = tenth(memory.residentMb - memoryBefore.residentMb);
    say("memory", { before: memoryBefore, after: memory, grownMb });
    keep(grownMb < promised.grownMb, `bot and worker grew by ${grownMb} MB of resident memory`);

    const isTidied = await database.tidied(180_000);
    const disk = perRun(before, await database.tables(), options.runs);
    const kbPerRun = tenth((disk["total"] ?? 0) / KIB);
    say("disk", { kbPerRun, autovacuumIsDone: isTidied, bytesPerRun: disk });
    keep(kbPerRun <= promised.kbPerRun, `a job that waits takes ${kbPerRun} KB on disk`);

    const idle = await idleLoad(stage, database.serverPid, idleSeconds);
    say("idle", { seconds: idleSeconds, ...idle });
    keep(
      idle.productPercent < promised.idlePercent,
      `bot and worker use ${idle.productPercent} % of a core while all wait`,
    );

    const approvals: Card[] = cards.all.filter((card) => card.button === "call.approve");
    const clicks = Math.min(mostClicks, Math.ceil(options.runs / 5));
    const times = await approveAll(stage.workspace, takeRandom(approvals, clicks), 1);
    const p95 = tenth(quantile(times, 0.95));
    say("clickToNextStepMs", { count: times.length, p50: tenth(quantile(times, 0.5)), p95 });
    keep(p95 <= promised.clickP95Ms, `a click is shown after ${p95} ms (95th percentile)`);

    await database.quiet(120_000);
    const [first] = takeRandom(approvals, 1);
    if (!first) throw new Error("No card is left.");
    const restarted = await restartAndAnswer(stage, first);
    say("restart", { ...restarted });
    keep(
      restarted.finishedSeconds <= promised.restartSeconds,
      `after a restart the first answer is finished after ${restarted.finishedSeconds} s`,
    );

    const burst = takeRandom(approvals, Math.min(1_000, Math.ceil(options.runs / 10)));
    const burstStart = performance.now();
    const shown = await approveAll(stage.workspace, burst, 20);
    const burstSeconds = tenth((performance.now() - burstStart) / 1_000);
    say("decided", {
      count: burst.length,
      seconds: burstSeconds,
      p95Ms: tenth(quantile(shown, 0.95)),
    });
    keep(
      burstSeconds <= promised.decideSeconds,
      `${burst.length} decisions took ${burstSeconds} s`,
    );
    await database.quiet(300_000);
    const decided = await database.count(`from fermata.ledger where kind = 'call_decided'`);
    keep(
      decided === times.length + 1 + burst.length,
      `${decided} decisions of ${times.length + 1 + burst.length} clicks`,
    );
    cards.stop();
    await database.close();
  } finally {
    await stage.stop();
  }
  if (options.flush) {
    const flushed = await benchFlush({ runs: options.runs });
    figures["redisFlush"] = flushed.figures;
    broken.push(...flushed.broken);
  }
  return { figures, broken };
}

/** Bytes of growth a run, by table and together. */
function perRun(before: TableBytes[], after: TableBytes[], runs: number): Record<string, number> {
  const had = new Map(before.map((table) => [table.name, table.total]));
  const grown = after.map((table): [string, number] => [
    table.name,
    Math.round((table.total - (had.get(table.name) ?? 0)) / runs),
  ]);
  const total = grown.reduce((sum, [, bytes]) => sum + bytes, 0);
  const shown = grown.filter(([, bytes]) => bytes >= 30).sort(([, one], [, other]) => other - one);
  return Object.fromEntries([["total", total], ...shown]);
}
