import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createAgents } from "./agents/create-agents.js";
import { loadPrompts } from "./agents/prompt-file.js";
import { bindEffects } from "./app/bind-effects.js";
import { bindPolicy } from "./app/bind-policy.js";
import { createGraphBuilder } from "./app/graph-builder.js";
import { healthRoutes, serveHealth } from "./app/health.js";
import { createRooms } from "./app/rooms.js";
import type { Rooms } from "./app/rooms-face.js";
import { createScheduleWaking } from "./app/schedule-waking.js";
import { bindSlackIn } from "./app/slack-in.js";
import { type Clock, systemClock } from "./clock.js";
import type { Config } from "./config.js";
import { createLog, type Log } from "./log.js";
import { createModelCalls } from "./models/create-model-calls.js";
import { createAdvanceQueue } from "./queue/advance-queue.js";
import { createAuthoriser } from "./humans/authorise.js";
import { createFindReaders } from "./humans/readers.js";
import { askingOf } from "./runs/begin/find-channels.js";
import { createLeaks, NOT_ALL, NOT_IN } from "./runs/begin/leaks.js";
import { createChannelReader } from "./slack/channel-reader.js";
import { createScheduleWakes } from "./queue/schedule-wakes.js";
import { startSweeper } from "./runs/sweep.js";
import { createChannels } from "./slack/channels.js";
import { createDirectory } from "./slack/directory.js";
import { createDownloadFile } from "./slack/download-file.js";
import { readIdentity } from "./slack/identity.js";
import { createOutbound, type Outbound } from "./slack/outbound/outbound.js";
import type { Pace } from "./slack/outbound/pace.js";
import { createThreadReader } from "./slack/thread-reader.js";
import { createWebClient } from "./slack/web-client.js";
import { createFiles } from "./slack/files.js";
import { createFencedSaver } from "./store/checkpoints/fenced-saver.js";
import { migrate } from "./store/migrate.js";
import { migrations } from "./store/migrations/index.js";
import { openPools } from "./store/open-store-pool.js";
import { createStore, type Store } from "./store/store.js";
import { createFetchPage } from "./tools/page/fetch-page.js";
import { createGuardedFetch } from "./tools/page/guarded-fetch.js";

/** Which parts of the house this process has. */
export type Role = "all" | "bot" | "worker";

/** What tests and benches may put in the place of the real thing. */
export interface AppOptions {
  clock?: Clock;
  log?: Log;
  pace?: Pace;
  sweepEveryMs?: number;
  /** A socket that is silent for so long is dropped, and only then opened again; default 2,000. */
  socketPatienceMs?: number;
  /** BullMQ's key prefix, so that several installations can share a Redis server. */
  queuePrefix?: string;
}

/** A running house. */
export interface App {
  store: Store;
  rooms: Rooms;
  outbound: Outbound | null;
  /** The operator's port; in HTTP mode Slack's too. */
  port: number;
  stop(): Promise<void>;
}

/** Builds and starts the house; the only place that constructs Bolt, pools, queues and models. */
export async function startApp(config: Config, role: Role, options: AppOptions = {}): Promise<App> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLog(config.logLevel);
  const onError = (error: unknown) =>
    log.warn({ error: error instanceof Error ? error.name : "?" }, "a connection broke");
  const closing: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of closing.reverse().splice(0)) await close();
  };
  try {
    const prompts = await loadPrompts(promptFolder());
    const client = createWebClient({
      token: config.slack.botToken,
      slackApiUrl: config.slack.apiUrl,
      log,
    });
    // Slack is asked while the database opens: together they are most of a start.
    const asking = readIdentity(client);
    asking.catch(() => undefined);
    const pools = await openPools({
      databaseUrl: config.databaseUrl,
      dataDir: config.dataDir,
      onError,
    });
    closing.push(() => pools.close());
    const identity = await asking;
    await migrate(pools, migrations);
    const store = createStore({ pool: pools.pool, urgentPool: pools.urgentPool, onError });
    closing.push(() => store.close());
    const queue = createAdvanceQueue({
      ...(config.redisUrl === undefined ? { pool: pools.bullPool } : { redisUrl: config.redisUrl }),
      prefix: options.queuePrefix ?? "fermata",
      onError,
    });
    closing.push(() => queue.close());
    const wakes = createScheduleWakes({
      ...(config.redisUrl === undefined ? { pool: pools.bullPool } : { redisUrl: config.redisUrl }),
      prefix: options.queuePrefix ?? "fermata",
      onError,
    });
    closing.push(() => wakes.close());
    const waking = createScheduleWaking({ store, wakes, log });
    closing.push(() => waking.settled());
    // Alone on the embedded database: whatever a killed process had active is nobody's now.
    if (pools.kind === "embedded") {
      await store.freeLeases();
      if (config.redisUrl === undefined) await queue.clear();
    }

    const directory = createDirectory({ client, clock, log });
    const channels = createChannels({ client, clock });
    const rules = await bindPolicy(config, {
      team: identity.team,
      client,
      channels,
      directory,
      authoriser: createAuthoriser({ transact: store.transact, directory, clock }),
      clock,
      log,
    });
    const files = createFiles({ client });
    const readers = createFindReaders({ channels, directory, botUserId: identity.botUserId });
    const leaks = createLeaks(readers);
    const reader = createThreadReader({ client, directory, self: identity });
    const download = createDownloadFile({
      token: config.slack.botToken,
      slackApiUrl: config.slack.apiUrl,
    });
    const models = createModelCalls({
      apiKey: config.model.apiKey,
      baseUrl: config.model.baseUrl ?? "https://api.openai.com/v1",
      modelIds: { fast: config.model.fast, strong: config.model.strong },
      prices: Object.fromEntries(
        Object.entries(config.file.models.prices).map(([id, price]) => [
          id,
          { inUsd: price.in, outUsd: price.out },
        ]),
      ),
      spend: store.spend,
      capDayUsd: config.file.budgets.perDayUsd,
      clock,
      log,
    });
    // Known once the writer and the way in are there; until then, and in a worker, nobody can tell.
    let slackReachable = (): boolean | null => null;
    const practice = [config.model.fast, config.model.strong].includes("practice");
    const permalink = (channel: string, ts: string) =>
      `https://${identity.domain}.slack.com/archives/${channel}/p${ts.replace(".", "")}`;
    const rooms = createRooms({
      store,
      directory,
      channels,
      files,
      leaks,
      identity,
      file: config.file,
      rules,
      practice,
      permalink,
      buildGraph: createGraphBuilder({
        store,
        newSaver: () => createFencedSaver(pools.pool, { lazyWrites: true }),
        agents: createAgents({ call: models.call, prompts }),
        stepUsd: config.file.budgets.perRunUsd / 2,
        files,
        sources: {
          readThread: (channel, ts) => reader.readThread(channel, ts),
          readChannel: createChannelReader({ client, directory, self: identity }),
          whyNot: async ({ request, isDirect }, channel) => {
            const reach = await leaks.reach(askingOf(request), channel, 0);
            if (!reach.ok) return NOT_IN;
            return isDirect || reach.seen.isOpen ? "" : NOT_ALL;
          },
          permalink: async (channel, ts) => permalink(channel, ts),
          download: async (file, maxBytes) => Buffer.from((await download(file, maxBytes)).bytes),
          fetchPage: createFetchPage(
            createGuardedFetch(
              config.playgroundOrigin === undefined
                ? {}
                : { playgroundOrigin: config.playgroundOrigin },
            ),
          ),
        },
        effects: bindEffects({
          store,
          directory,
          channels,
          readers,
          domain: () => identity.domain,
          practice,
          rules,
          clock,
        }),
        clock,
      }),
      waker: queue,
      slackReachable: () => slackReachable(),
      scheduleChanged: (id) => waking.changed(id),
      clock,
      log,
    });
    await rooms.returned();

    const routes = healthRoutes({ database: () => store.read.ping() }, async () => ({
      ...(await store.read.outboxCounts()),
      resident_bytes: process.memoryUsage().rss,
    }));
    let outbound: Outbound | null = null;
    let port = config.port;
    if (role !== "worker") {
      const writer = createOutbound({
        client,
        work: store.outboxWork,
        surface: store.surface,
        signal: store.signals,
        clock,
        log,
        dmWith: (userId) => channels.dmWith(userId),
        context: async () => ({
          team: { id: identity.team, domain: identity.domain },
          botId: identity.botId,
          tz: "UTC",
        }),
        onShown: rooms.onShown,
        ...(options.pace === undefined ? {} : { pace: options.pace }),
      });
      outbound = writer;
      writer.start();
      closing.push(() => writer.stop());
    }
    if (role !== "bot") {
      const worker = queue.work(rooms.advance, { concurrency: config.file.limits.runsAtOnce });
      closing.push(() => worker.close());
      closing.push(() => rooms.advance.drain());
      store.signals.onRunSignal((runId) => rooms.advance.nudge(runId));
      await store.signals.listening();
      await waking.rebuild();
      const woken = wakes.work(rooms.schedulePass);
      closing.push(() => woken.close());
    }
    const sweeper = startSweeper(rooms.sweep, options.sweepEveryMs ?? 2_000);
    closing.push(() => sweeper.stop());
    if (role === "worker" || config.slack.signingSecret === undefined) {
      const health = await serveHealth(routes, config.port);
      port = health.port;
      closing.push(() => health.stop());
    }
    if (role !== "worker") {
      const slackIn = bindSlackIn({
        config,
        client,
        identity,
        rooms,
        store,
        waker: queue,
        routes,
        socketPatienceMs: options.socketPatienceMs,
        log,
      });
      port = (await slackIn.start()) ?? port;
      slackReachable = () => slackIn.connected() && outbound?.reachable() !== false;
      closing.push(() => slackIn.stop());
      // Closed last to first: once we hang up ourselves, it is not Slack that is away.
      closing.push(async () => {
        slackReachable = () => null;
      });
    }
    log.info({ role, database: pools.kind, port }, "ready");
    return { store, rooms, outbound, port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** `prompts/` stands beside `src/`, or beside `dist/` in a built image. */
function promptFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "prompts", "triage.md")) && folder !== dirname(folder)) {
    folder = dirname(folder);
  }
  return join(folder, "prompts");
}
