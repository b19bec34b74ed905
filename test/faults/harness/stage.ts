import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { credentials } from "../../../playground/seed/ids.js";
import type { WorkspaceOptions } from "../../../playground/workspace/options.js";
import { startWorkspace } from "../../../playground/workspace/workspace.js";
import type { Workspace } from "../../../playground/workspace/workspace-face.js";
import { countDecisions, decidedTwice } from "./decisions.js";
import { type FaultModel, startFaultModel } from "./fault-model.js";
import { makeOwnPostgres, type OwnPostgres, type Sql } from "./own-postgres.js";
import { type OwnRedis, type OwnRedisOptions, startOwnRedis } from "./own-redis.js";
import { faultBuild, type Patch } from "./fault-build.js";
import { createFaultProcess, type FaultProcess, surroundings } from "./processes.js";
import { type Watch, watch } from "./checker.js";
import { startFront } from "./front.js";
import { jobScripts } from "./job-scripts.js";
import { startTcpProxy, type TcpProxy } from "./tcp-proxy.js";

/** What stands on a stage; equal settings can share one. */
export interface StageSettings {
  /** `postgres` (the default) has a server of its own; `embedded` is one process with everything. */
  store?: "postgres" | "embedded";
  /** The queue on a Redis of its own; the default is the database. */
  redis?: boolean;
  /** How many processes for Slack and for runs; 1 and 1 by default. Embedded has one for both. */
  bots?: number;
  workers?: number;
  /** Slack comes by signed HTTP instead of sockets; several bots then take turns. */
  http?: boolean;
  /** What the config file says, as YAML. */
  file?: string;
  /** Variables besides. */
  env?: Record<string, string>;
  redisOptions?: OwnRedisOptions;
  workspace?: WorkspaceOptions;
  patches?: Patch[];
}

/** Everything around a job that can go wrong, and the ways to make it. */
export interface Stage {
  workspace: Workspace;
  model: FaultModel;
  bots: FaultProcess[];
  workers: FaultProcess[];
  /** All of them. */
  processes: FaultProcess[];
  /** Between the processes and each server. */
  proxies: { postgres?: TcpProxy; redis?: TcpProxy; slack: TcpProxy; model: TcpProxy };
  postgres?: OwnPostgres;
  redis?: OwnRedis;
  dataDir: string;
  /** What people saw since the stage was opened. */
  watch: Watch;
  /** Rows of the database, for what people cannot see; never of an embedded one. */
  rows: Sql;
  /** Calls that were decided more than once since the stage was opened; none of an embedded one. */
  decidedTwice(): Promise<string[]>;
  /** Starts whatever does not run, disarms every fault, lets every proxy pass. */
  heal(): Promise<void>;
  close(): Promise<void>;
}

/** Slack's redelivery after 0 s, 1 and 5 minutes, shortened so that a case ends soon. */
const redeliveryMs = [100, 3_000, 12_000];

/** Opens a stage: servers, proxies, workspace, model, and the processes of a fault build. */
export async function openStage(settings: StageSettings = {}): Promise<Stage> {
  const embedded = settings.store === "embedded";
  const folder = mkdtempSync(path.join(tmpdir(), "fermata-stage-"));
  const closing: (() => Promise<unknown> | void)[] = [
    () => rmSync(folder, { recursive: true, force: true }),
  ];
  const workspace = await startWorkspace({
    redeliveryMs,
    ackTimeoutMs: 3_000,
    triggerTtlMs: 15_000,
    ...(settings.http ? { httpMode: true } : {}),
    ...settings.workspace,
  });
  closing.push(() => workspace.stop());
  const model = await startFaultModel(jobScripts());
  closing.push(() => model.stop());
  const build = await faultBuild(settings.patches);

  const postgres = embedded ? undefined : await makeOwnPostgres();
  if (postgres) closing.push(() => postgres.remove());
  const redis = settings.redis ? await startOwnRedis(settings.redisOptions) : undefined;
  if (redis) closing.push(() => redis.remove());

  const behind = async (url: string) => {
    const proxy = await startTcpProxy({ port: Number(new URL(url).port) });
    closing.push(() => proxy.close());
    const there = new URL(url);
    there.port = `${proxy.port}`;
    return { proxy, url: there.href };
  };
  const database = postgres && (await behind(postgres.url));
  const queue = redis && (await behind(redis.url));
  const slack = await behind(workspace.apiUrl);
  const models = await behind(model.baseUrl);
  // The bot's token goes to the address of the Web API only, and so must files.
  workspace.useFilesOrigin(new URL(slack.url).origin);

  const config = path.join(folder, "fermata.config.yml");
  writeFileSync(config, settings.file ?? "waiting: { undoSeconds: 1 }\n");
  const dataDir = path.join(folder, "data");
  const env = surroundings({
    SLACK_BOT_TOKEN: credentials.botToken,
    ...(settings.http
      ? { SLACK_SIGNING_SECRET: credentials.signingSecret }
      : { SLACK_APP_TOKEN: credentials.appToken }),
    SLACK_API_URL: slack.url,
    PLAYGROUND_ORIGIN: new URL(slack.url).origin,
    OPENAI_API_KEY: "sk-fault-stage",
    OPENAI_BASE_URL: models.url,
    DATA_DIR: dataDir,
    FERMATA_CONFIG: config,
    PORT: "0",
    LOG_LEVEL: "info",
    ...(database && { DATABASE_URL: database.url }),
    ...(queue && { REDIS_URL: queue.url }),
    ...settings.env,
  });
  const make = (role: "start" | "bot" | "worker", n: number) =>
    createFaultProcess({
      name: `${role} ${n + 1}`,
      program: build.program,
      role,
      env,
      keepAlive: true,
    });
  const many = (role: "bot" | "worker", n: number) =>
    Array.from({ length: n }, (_, at) => make(role, at));
  const bots = embedded ? [make("start", 0)] : many("bot", settings.bots ?? 1);
  const workers = embedded ? [] : many("worker", settings.workers ?? 1);
  const processes = [...bots, ...workers];
  closing.push(async () => {
    await Promise.all(processes.map((one) => one.kill()));
  });
  if (settings.http) {
    const front = await startFront(() =>
      bots.filter((one) => one.running()).map((one) => one.port()),
    );
    closing.push(() => front.close());
    workspace.useEventsUrl(`http://127.0.0.1:${front.port}/slack/events`);
  }
  const watched = watch(workspace);
  closing.push(() => watched.stop());

  const stage: Stage = {
    workspace,
    model,
    bots,
    workers,
    processes,
    proxies: {
      slack: slack.proxy,
      model: models.proxy,
      ...(database && { postgres: database.proxy }),
      ...(queue && { redis: queue.proxy }),
    },
    ...(postgres && { postgres }),
    ...(redis && { redis }),
    dataDir,
    watch: watched,
    async rows(text, values) {
      if (!postgres) throw new Error("An embedded database is not read from outside.");
      return postgres.sql(text, values);
    },
    decidedTwice: async () => (postgres ? decidedTwice(postgres.sql) : []),
    async heal() {
      for (const proxy of [slack, models, database, queue]) proxy?.proxy.mode({ kind: "pass" });
      workspace.faults.clear();
      model.calm();
      for (const one of processes) {
        one.thaw();
        one.arm("");
        one.shiftClock(0);
      }
      await startAll(processes);
      if (!settings.http)
        await workspace.waitFor((w) => w.connected(), { timeoutMs: 60_000, what: "a bot" });
    },
    async close() {
      for (const close of closing.toReversed()) await close();
    },
  };
  try {
    await stage.heal();
    if (postgres) await countDecisions(postgres.sql);
  } catch (error) {
    await stage.close();
    throw error;
  }
  return stage;
}

/** The first makes the tables; the others start when they are there. */
async function startAll([first, ...others]: readonly FaultProcess[]): Promise<void> {
  await first?.start();
  await Promise.all(others.map((one) => one.start()));
}
