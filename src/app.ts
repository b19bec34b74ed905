import { graphVersions } from "../graphs/versions.js";
import { createAgents } from "./agents/create-agents.js";
import { loadPrompts } from "./agents/prompt-file.js";
import { bindEffects } from "./app/bind-effects.js";
import { bindModels } from "./app/bind-models.js";
import { bindSources } from "./app/bind-sources.js";
import { openQueues } from "./app/open-queues.js";
import { bindPolicy } from "./app/bind-policy.js";
import type { AppOptions } from "./app/app-options.js";
import { createClosing } from "./app/closing.js";
import { followDatabase } from "./app/database-time.js";
import { serveHealth } from "./app/health.js";
import { createOperating, timedSweep } from "./app/operating.js";
import { promptFolder } from "./app/prompt-folder.js";
import { createRooms } from "./app/rooms.js";
import { createRunGraphs } from "./app/run-graphs.js";
import type { Rooms } from "./app/rooms-face.js";
import { warnOfVersions } from "./app/warn-of-versions.js";
import { createScheduleWaking } from "./app/schedule-waking.js";
import { bindSlackIn } from "./app/slack-in.js";
import { bindTraces } from "./app/traces/bind-traces.js";
import { createFollowingClock, elapsedMs } from "./clock.js";
import type { Config } from "./config.js";
import { createLog } from "./log.js";
import { createAuthoriser } from "./humans/authorise.js";
import { createFindReaders } from "./humans/readers.js";
import { createLeaks } from "./runs/begin/leaks.js";
import { startSweeper } from "./runs/sweep.js";
import { createChannels } from "./slack/channels.js";
import { createDirectory } from "./slack/directory.js";
import type { SlackIn } from "./slack/connect.js";
import { readIdentity } from "./slack/identity.js";
import { createOutbound, type Outbound } from "./slack/outbound/outbound.js";
import { createNoticeToken } from "./slack/notice-token.js";
import { createWebClient } from "./slack/web-client.js";
import { createFiles } from "./slack/files.js";
import { createFencedSaver } from "./store/checkpoints/fenced-saver.js";
import { migrate } from "./store/migrate.js";
import { migrations } from "./store/migrations/index.js";
import { openPools } from "./store/open-store-pool.js";
import { createStore, type Store } from "./store/store.js";
import { createParseApart } from "./tools/apart/parse-apart.js";

export type { AppOptions };

/** Which parts of the house this process has. */
export type Role = "all" | "bot" | "worker";

/** How often each process sweeps. Workers keep the times that people wait for; a bot alone keeps them too, later. */
const SWEEP_EVERY_MS: Record<Role, number> = { all: 2_000, worker: 2_000, bot: 6_000 };

/** A running house. */
export interface App {
  store: Store;
  rooms: Rooms;
  outbound: Outbound | null;
  /** The operator's port; in HTTP mode Slack's too. */
  port: number;
  /** Ends in order; `stepMs` is the longest wait for one part. Rejects if one could not be ended. */
  stop(stepMs?: number): Promise<void>;
}

/** Builds and starts the house; the only place that constructs Bolt, pools, queues and models. */
export async function startApp(config: Config, role: Role, options: AppOptions = {}): Promise<App> {
  const following = createFollowingClock();
  const clock = options.clock ?? following;
  const versions = options.versions ?? graphVersions;
  const log = options.log ?? createLog(config.logLevel);
  const nameOf = (error: unknown) => (error instanceof Error ? error.name : "?");
  const onError = (error: unknown) => log.warn({ error: nameOf(error) }, "a connection broke");
  const closing = createClosing(log);
  const stop = (stepMs?: number) => closing.all(stepMs);
  options.onStop?.(stop);
  try {
    const operating = createOperating(config, log);
    const { meter, routes } = operating;
    const watched = await bindTraces(config.traces);
    closing.push("traces", () => watched.stop());
    const prompts = await loadPrompts(promptFolder());
    const token = createNoticeToken({ log, meter });
    const client = createWebClient({
      token: config.slack.botToken,
      slackApiUrl: config.slack.apiUrl,
      log,
      meter,
      heard: token.heard,
    });
    // Slack is asked while the database opens: together they are most of a start.
    const asking = readIdentity(client);
    asking.catch(() => undefined);
    const pools = await openPools({
      databaseUrl: config.databaseUrl,
      dataDir: config.dataDir,
      onError,
    });
    closing.push("database", () => pools.close());
    const identity = await asking;
    await migrate(pools, migrations);
    const store = createStore({
      pool: pools.pool,
      urgentPool: pools.urgentPool,
      onError,
      onUnreadable: (call) => log.error({ call }, "a question is left to a program that knows it"),
      onUntidy: (error) =>
        log.warn({ error: nameOf(error) }, "checkpoints of an ended run are kept"),
    });
    closing.push("store", () => store.close());
    const { queue, wakes } = await openQueues(config, {
      pools,
      prefix: options.queuePrefix,
      closing,
      onError,
    });
    const waking = createScheduleWaking({ store, wakes, log });
    closing.push("schedule changes", () => waking.settled());
    const onTime = await followDatabase({
      kind: pools.kind,
      clock: following,
      readNow: () => store.read.now(),
      log,
    });
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
    const { traces } = watched;
    const models = bindModels(config, { spend: store.spend, meter, traces, clock, log });
    const documents = createParseApart();
    closing.push("documents", () => documents.close());
    // Known once the writer and the way in are there; until then, and in a worker, nobody can tell.
    let slackReachable = (): boolean | null => null;
    const { fallback } = config.file.models;
    const practice = [config.model, fallback].some(({ fast, strong }) =>
      [fast, strong].includes("practice"),
    );
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
      traced: watched.run(store, log),
      versions,
      graphs: createRunGraphs({
        versions,
        store,
        newSaver: () => createFencedSaver(pools.pool, { lazyWrites: true }),
        agents: watched.agents(createAgents({ call: models.call, prompts, ...config.file.limits })),
        watched: watched.ports,
        stepUsd: config.file.budgets.perRunUsd / 2,
        files,
        sources: bindSources(config, {
          client,
          directory,
          identity,
          leaks,
          permalink,
          parse: documents.parse,
        }),
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
      sleeps: options.clock === undefined,
      clock,
      log,
      meter,
    });
    await rooms.returned();
    await warnOfVersions({ byVersion: () => store.read.runs.byVersion(), versions, log });

    let outbound: Outbound | null = null;
    let port = config.port;
    if (role !== "worker") {
      const writer = createOutbound({
        client,
        work: store.outboxWork,
        surface: store.surface,
        signal: store.signals,
        nowMs: elapsedMs(options.clock),
        log,
        dmWith: (userId) => channels.dmWith(userId),
        context: async () => ({
          team: { id: identity.team, domain: identity.domain },
          botId: identity.botId,
          tz: "UTC",
        }),
        onShown: rooms.onShown,
        meter,
        ...(options.pace === undefined ? {} : { pace: options.pace }),
      });
      outbound = writer;
      writer.start();
      closing.push("outbox", () => writer.stop());
    }
    if (role !== "bot") {
      const worker = queue.work(rooms.advance, { concurrency: config.file.limits.runsAtOnce });
      closing.push("runs", async () => {
        // First no new ones: what is handed back is for others.
        const closed = worker.close();
        await rooms.advance.drain();
        await closed;
      });
      await worker.ready();
      const rescuer = startSweeper(rooms.rescue);
      closing.push("rescuer", () => rescuer.stop());
      store.signals.onRunSignal((runId) => rooms.advance.nudge(runId));
      await store.signals.listening();
      await waking.rebuild();
      const woken = wakes.work(rooms.schedulePass);
      closing.push("schedules at work", () => woken.close());
      await woken.ready();
    }
    let slackIn: SlackIn | null = null;
    operating.watch({
      store,
      queue,
      slackIn: () =>
        role === "worker"
          ? null
          : { connected: slackIn?.connected() === true, trouble: slackIn?.trouble() ?? null },
      outbound: () => outbound,
      tokenRefused: token.refused,
    });
    const sweeper = startSweeper(
      timedSweep(onTime(rooms.sweep), meter),
      options.sweepEveryMs ?? SWEEP_EVERY_MS[role],
    );
    closing.push("sweeper", () => sweeper.stop());
    if (role === "worker" || config.slack.signingSecret === undefined) {
      const health = await serveHealth(routes, config.port);
      port = health.port;
      closing.push("port", () => health.stop());
    }
    if (role !== "worker") {
      const into = bindSlackIn({
        config,
        client,
        identity,
        rooms,
        store,
        waker: queue,
        routes,
        socketPatienceMs: options.socketPatienceMs,
        farewell: options.farewell,
        log,
        meter,
      });
      slackIn = into;
      // Before its start, which ends when Slack takes the connection.
      closing.push("Slack", () => into.stop());
      port = (await into.start()) ?? port;
      slackReachable = () =>
        into.connected() && outbound?.reachable() !== false && token.refused() === null;
      // Closed last to first: once we hang up ourselves, it is not Slack that is away.
      closing.push("Slack's state", async () => {
        slackReachable = () => null;
        operating.leave();
        await into.leave();
      });
    }
    void operating.lookAtRedis();
    log.info({ role, database: pools.kind, port }, "ready");
    return { store, rooms, outbound, port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
