import type { Config } from "../config.js";
import type { Log } from "../log.js";
import { type Meter, secondsSince } from "../meter.js";
import type { AdvanceQueue } from "../queue/advance-queue.js";
import { probeRedis } from "../queue/probe-redis.js";
import type { Sweep } from "../runs/sweep.js";
import type { Outbound } from "../slack/outbound/outbound.js";
import { migrations } from "../store/migrations/index.js";
import type { Store } from "../store/store.js";
import { type HealthRoute, healthRoutes } from "./health.js";
import { createMetrics } from "./metrics/create-metrics.js";
import { createReadiness, type SlackWayIn } from "./readiness.js";

/** What an operator sees of a running process: numbers, readiness, and what to mend. */
export interface Operating {
  meter: Meter;
  routes: HealthRoute[];
  /** From here on the pages tell of these. */
  watch(house: {
    store: Store;
    queue: AdvanceQueue;
    slackIn: () => SlackWayIn | null;
    outbound: () => Pick<Outbound, "reachable"> | null;
    /** Slack's word for why it refuses the token; null while it takes it. */
    tokenRefused: () => string | null;
  }): void;
  /** From here on `/readyz` says that the process is ending. */
  leave(): void;
}

const NO_ANSWER = "slack: it does not answer; what is to be shown is kept and sent later";
const refusedNote = (word: string | null) =>
  `slack: it refuses the token (${word}); jobs and messages wait until the app is installed again`;
const EVICTS =
  "redis: maxmemory-policy is not noeviction; when memory is short wake-ups are lost and work starts seconds later";

/** Makes the pages; until `watch` they say that the process is starting. */
export function createOperating(
  { redisUrl }: Pick<Config, "redisUrl">,
  log: Log,
): Operating & { lookAtRedis(): Promise<void> } {
  const metrics = createMetrics();
  let readiness = async () => ({ reasons: ["starting"], notes: [] as string[] });
  let evicts = false;
  return {
    meter: metrics.meter,
    routes: healthRoutes(
      () => readiness(),
      () => metrics.page(),
    ),
    watch({ store, queue, slackIn, outbound, tokenRefused }) {
      metrics.readFrom({
        figures: () => store.read.figures(),
        queue: (timeoutMs) => queue.depth(timeoutMs),
        slackConnected: () => slackIn()?.connected ?? null,
      });
      readiness = createReadiness({
        fitness: () => store.read.fitness(),
        migrations: Object.keys(migrations),
        queue: (timeoutMs) => queue.depth(timeoutMs),
        slackIn,
        notes: () => [
          ...(tokenRefused() === null ? [] : [refusedNote(tokenRefused())]),
          ...(outbound()?.reachable() === false && slackIn()?.connected !== false
            ? [NO_ANSWER]
            : []),
          ...(evicts ? [EVICTS] : []),
        ],
      });
    },
    leave() {
      readiness = async () => ({ reasons: ["ending"], notes: [] });
    },
    async lookAtRedis() {
      if (redisUrl === undefined) return;
      try {
        const { evictionPolicy } = await probeRedis(redisUrl);
        evicts = evictionPolicy !== null && evictionPolicy !== "noeviction";
        if (!evicts) return;
        // No reason to refuse: rows are the truth, and the sweeper repairs what Redis throws away.
        const fix = "redis-cli config set maxmemory-policy noeviction";
        log.error({ code: "REDIS_MAY_EVICT", evictionPolicy, fix }, EVICTS);
      } catch (error) {
        const name = error instanceof Error ? error.name : "?";
        log.warn({ error: name }, "redis could not be asked about itself");
      }
    },
  };
}

/** The same work, each pass timed. */
export function timedSweep(sweep: Sweep, meter: Meter): Sweep {
  return async (isOver) => {
    const startedMs = performance.now();
    try {
      await sweep(isOver);
    } finally {
      meter.time("fermata_sweep_seconds", secondsSince(startedMs));
    }
  };
}
