import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import { startModelServer } from "../../test/support/model-server.js";
import { storyScripts } from "../../test/support/story-scripts.js";
import { type Figures, type Report, spread } from "../figures.js";
import { makeOwnDatabase } from "../own-database.js";
import { startBot } from "./bot.js";
import { runLoad } from "./load.js";
import { manyChannels } from "./places.js";
import { readTruth } from "./truth.js";

const goalP99Ms = 500;

/**
 * Fifty deliveries a second against the real bot in a process of its own: how long until Slack is told, and, after
 * kill -9 in mid-load, whether everything that was acknowledged is in the store.
 */
export async function benchAck(options: {
  seconds: number;
  stores: ("embedded" | "postgres")[];
}): Promise<Report> {
  const report: Report = { figures: {}, broken: [] };
  for (const store of options.stores) {
    const one = await ackOn(store, options.seconds);
    report.figures[store] = one.figures;
    report.broken.push(...one.broken.map((sentence) => `ack, ${store}: ${sentence}`));
  }
  return report;
}

async function ackOn(store: "embedded" | "postgres", seconds: number): Promise<Report> {
  const database = store === "postgres" ? await makeOwnDatabase() : null;
  if (store === "postgres" && !database) {
    console.log("ack, postgres: left out, no server answers");
    return { figures: { leftOut: "no server answers" }, broken: [] };
  }
  const folder = await mkdtemp(join(tmpdir(), "fermata-bench-"));
  const workspace = await startWorkspace({ seed: manyChannels });
  const model = await startModelServer(storyScripts());
  const bot = await startBot({
    apiUrl: workspace.apiUrl,
    origin: workspace.origin,
    modelUrl: model.baseUrl,
    folder,
    databaseUrl: database?.url,
  });
  try {
    const connected = workspace.waitFor((w) => w.connected(), {
      timeoutMs: 90_000,
      what: "the bot",
    });
    const early = bot.ended.then((code) => {
      throw new Error(`The bot ended with ${code}:\n${bot.lines.join("\n")}`);
    });
    early.catch(() => undefined);
    await Promise.race([connected, early]);
    const before = bot.usage();
    const loaded = await runLoad(workspace, seconds);
    const after = bot.usage();
    await bot.kill();
    await workspace.waitFor((w) => !w.connected(), { what: "the lost socket" });
    const truth = await readTruth(
      { databaseUrl: database?.url, dataDir: join(folder, "data") },
      workspace,
      loaded,
    );
    const { eventsMs } = loaded;
    const clicksMs = loaded.clicks.map((click) => click.ackMs);
    const figures: Figures = {
      seconds,
      deliveriesPerSecond: Math.round(
        (eventsMs.length + loaded.outstanding + loaded.clicks.length) / seconds,
      ),
      ackMs: spread([...eventsMs, ...clicksMs]),
      eventAckMs: spread(eventsMs),
      clickAckMs: spread(clicksMs),
      unacked: loaded.outstanding,
      timeouts: workspace.deliveries.filter((one) => one.outcome === "timeout").length,
      slotsLate: loaded.slotsLate,
      sent: Object.fromEntries(
        (["goal", "note", "bystander"] as const).map((kind) => [
          kind,
          loaded.sent.filter((one) => one.kind === kind).length,
        ]),
      ),
      ...truth,
      modelCalls: model.asked.length,
      slackCalls: workspace.calls.length,
      botCpuShare:
        before && after
          ? Math.round(((after.cpuSeconds - before.cpuSeconds) / seconds) * 100)
          : null,
      botResidentMb: after?.residentMb ?? null,
    };
    console.log(`ack, ${store}:`, figures);
    if (process.env["BENCH_LOG"] !== undefined) console.log(bot.lines.join("\n"));
    return { figures, broken: brokenBy(figures, truth) };
  } finally {
    await bot.kill();
    await model.stop();
    await workspace.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

function brokenBy(figures: Figures, truth: Awaited<ReturnType<typeof readTruth>>): string[] {
  const broken: string[] = [];
  const p99 = (figures["ackMs"] as { p99: number }).p99;
  if (p99 > goalP99Ms)
    broken.push(`the 99th percentile of acks is ${p99} ms, over ${goalP99Ms} ms`);
  const lost = truth.goalsWithoutRow + truth.notesWithoutRow + truth.clicksWithoutRow;
  if (lost > 0) broken.push(`${lost} deliveries were acknowledged without a row`);
  if (truth.goalsTwice > 0) broken.push(`${truth.goalsTwice} goals were accepted twice`);
  if (truth.bystandersWithRow > 0) {
    broken.push(`${truth.bystandersWithRow} messages of bystanders left a row`);
  }
  return broken;
}
