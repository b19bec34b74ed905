import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { type Borrowed, borrowDatabase, describeWith } from "../contract/servers.js";
import { type BotProcess, botEnv, compiledBot, createBotProcess } from "../support/bot-process.js";
import { type ModelServer, startModelServer } from "../support/model-server.js";
import { newIn, said } from "../support/schedule-steps.js";
import { ask, cardWith, controls, press } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";
import { startWorker, type WorkerProcess } from "../support/worker-process.js";

const MINUTE_MS = 60_000;

describeWith("postgres", "a schedule with a bot and two workers, each a process", () => {
  let database: Borrowed;
  let workspace: Workspace;
  let model: ModelServer;
  let bot: BotProcess;
  let workers: WorkerProcess[] = [];
  let dataDir: string;
  let program: string;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), "fermata-minute-"));
    database = await borrowDatabase();
    workspace = await startWorkspace({});
    model = await startModelServer(storyScripts());
    program = compiledBot();
    env = { ...botEnv(workspace, model.baseUrl, dataDir), DATABASE_URL: database.url };
    bot = createBotProcess({ program, workspace, env, role: "bot" });
    await startAll();
  }, 240_000);
  afterAll(async () => {
    await bot.stop();
    for (const worker of workers) await worker.stop();
    await model.stop();
    await workspace.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function startAll(): Promise<void> {
    await bot.start();
    workers = [await startWorker(program, env), await startWorker(program, env)];
  }

  async function fires(): Promise<{ instant: Date; late_ms: string; runs: number }[]> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const found = await client.query(
      "select f.instant, f.late_ms, (select count(*)::int from fermata.request where via = 'schedule') as runs from fermata.fire f",
    );
    await client.end();
    return found.rows as { instant: Date; late_ms: string; runs: number }[];
  }

  /** A whole minute at least so far away, and how it is said in Berlin. */
  function minuteIn(ms: number): { at: Date; words: string } {
    const at = new Date(Math.ceil((Date.now() + ms) / MINUTE_MS) * MINUTE_MS);
    const words = new Intl.DateTimeFormat("en-GB", {
      timeZone: "Europe/Berlin",
      hour: "2-digit",
      minute: "2-digit",
    }).format(at);
    return { at, words };
  }

  it("survives kill -9 of all three, fires once on the minute, is paused and deleted", async () => {
    const when = minuteIn(45_000);
    const asked = ask(workspace, `every day at ${when.words} turn this thread into a brief`);
    const card = await cardWith(workspace, asked, "schedule.confirm");
    await press(workspace, asked, "maya", card, "schedule.confirm");
    await workspace.waitFor(
      (w) => controls(w.message(asked.channel, card.ts)).includes("schedule.pause"),
      {
        timeoutMs: 45_000,
        what: "the saved card",
      },
    );
    const before = said(workspace, "launch");
    await Promise.all([bot.kill9(), ...workers.map((worker) => worker.kill9())]);
    await startAll();

    const result = await workspace.waitFor((w) => newIn(w, "launch", before)[0], {
      timeoutMs: 150_000,
      what: "the scheduled result",
    });
    expect(controls(result)).toEqual(["schedule.edit", "schedule.pause"]);
    const found = await fires();
    expect(found.map((one) => [one.instant.toISOString(), one.runs])).toEqual([
      [when.at.toISOString(), 1],
    ]);
    console.log(`fired ${found[0]?.late_ms} ms after the minute, by two workers and a bot`);

    await press(workspace, asked, "maya", result, "schedule.pause");
    const paused = await workspace.waitFor(
      (w) => {
        const now = w.message(asked.channel, card.ts);
        return controls(now).includes("schedule.delete") ? now : undefined;
      },
      { timeoutMs: 45_000, what: "the paused card" },
    );
    await press(workspace, asked, "maya", paused!, "schedule.delete");
    await workspace.waitFor((w) => controls(w.message(asked.channel, card.ts)).length === 0, {
      timeoutMs: 45_000,
      what: "the deleted card",
    });
    expect(newIn(workspace, "launch", before)).toHaveLength(1);
    expect(await fires()).toHaveLength(1);
  }, 240_000);
});
