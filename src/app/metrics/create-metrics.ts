import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { counters, histograms, type Meter } from "../../meter.js";
import type { QueueDepth } from "../../queue/advance-queue.js";
import type { Figures } from "../../store/figures.js";
import { databaseGauges, type GaugeOf, type OwnState, ownGauges, queueGauges } from "./gauges.js";
import { steadyRead } from "./steady-read.js";

/** The numbers of one process. */
export interface Metrics {
  meter: Meter;
  /** The page for Prometheus; it never fails and takes two seconds at most. */
  page(): Promise<{ contentType: string; text: string }>;
}

/** What is read when the page is asked for. */
export interface MetricsSources {
  figures: () => Promise<Figures>;
  queue: (timeoutMs: number) => Promise<QueueDepth>;
  slackConnected: () => boolean | null;
}

const KEEP_MS = 5_000;
const LIMIT_MS = 1_500;

/** Makes a registry of its own, so that several houses can live in one process. */
export function createMetrics(): Metrics & { readFrom(sources: MetricsSources): void } {
  const registry = new Registry();
  // Once a second: the default of 10 ms would cost an idle process more than everything else it does.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 1_000 });
  const counted = new Map<string, Counter>();
  for (const [name, { help, labels }] of Object.entries(counters)) {
    counted.set(name, new Counter({ name, help, labelNames: [...labels], registers: [registry] }));
  }
  const timed = new Map<string, Histogram>();
  for (const [name, { help, labels, buckets }] of Object.entries(histograms)) {
    const labelNames = [...labels];
    timed.set(
      name,
      new Histogram({ name, help, labelNames, buckets: [...buckets], registers: [registry] }),
    );
  }
  const own = family(ownGauges);
  const database = family(databaseGauges);
  const queue = family(queueGauges);
  let read = {
    figures: async (): Promise<Figures | null> => null,
    queue: async (): Promise<QueueDepth | null> => null,
    slackConnected: (): boolean | null => null,
  };
  return {
    meter: {
      count: (name, labels = {}, by = 1) => counted.get(name)?.inc(labels, by),
      time: (name, seconds, labels = {}) => timed.get(name)?.observe(labels, seconds),
    },
    readFrom(sources) {
      const times = { keepMs: KEEP_MS, limitMs: LIMIT_MS };
      read = {
        figures: steadyRead(sources.figures, times),
        queue: steadyRead(() => sources.queue(LIMIT_MS), times),
        slackConnected: sources.slackConnected,
      };
    },
    async page() {
      const [figures, depth] = await Promise.all([read.figures(), read.queue()]);
      const state: OwnState = {
        up: figures !== null,
        queueUp: depth !== null,
        slackConnected: read.slackConnected(),
      };
      const parts = [await registry.metrics(), await own(state)];
      if (figures !== null) parts.push(await database(figures));
      if (depth !== null) parts.push(await queue(depth));
      return {
        contentType: registry.contentType,
        text: parts.map((part) => part.trimEnd() + "\n").join("\n"),
      };
    },
  };
}

/** Gauges that are read together: a registry of their own, so that none shows a number nobody read. */
function family<T>(of: GaugeOf<T>[]): (from: T) => Promise<string> {
  const registry = new Registry();
  const made = of.map((one) => {
    const { name, help, labels } = one;
    const gauge = new Gauge({ name, help, labelNames: [...labels], registers: [registry] });
    return { gauge, one };
  });
  return async (from) => {
    for (const { gauge, one } of made) {
      // What nobody read is not shown; `reset` alone would show a gauge without labels as 0.
      if (one.labels.length > 0) gauge.reset();
      else gauge.remove();
      for (const { labels, value } of one.values(from)) gauge.set(labels, value);
    }
    return registry.metrics();
  };
}
