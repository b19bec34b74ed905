import { performance } from "node:perf_hooks";
import type { Carrier, CarrierAnswer, DeliveryKind } from "./carrier.js";
import { asString, isObject, type Json, type JsonObject } from "./json.js";
import type { PendingEvent } from "./types.js";
import type { World } from "./world.js";

/** One try to hand something to the app; `ackMs` is how long it took to acknowledge. */
export interface Delivery {
  kind: DeliveryKind;
  /** Event type, interaction type or command. */
  name: string;
  attempt: number;
  at: Date;
  outcome: "sent" | "acked" | "timeout" | "disconnected" | "http_error";
  ackMs?: number;
}

/** What an interaction or command got back within the time Slack gives. */
export type Acked = { acked: boolean; response: Json | undefined; ackMs: number };

/** Hands events and interactions to the app; events are kept until they are acknowledged. */
export interface Deliveries {
  /** Queues an event; it is redelivered like Slack does, also after a restart of this server. */
  event(payload: JsonObject, attempt?: number): void;
  /** Keeps events back from now on. */
  hold(): void;
  /** Sends what was kept back, one after another, in the order that `order` makes of it. */
  release(order?: (kept: readonly JsonObject[]) => readonly JsonObject[]): Promise<void>;
  /** Sends an interaction or command once and waits for its ack. */
  ask(kind: DeliveryKind, payload: JsonObject): Promise<Acked>;
  /** Sends what is still pending from before. */
  resume(): void;
  readonly log: Delivery[];
  /** Events given up after the last retry. */
  readonly dropped: JsonObject[];
  stop(): void;
}

const lastRetry = 3;
const keptInLog = 20_000;

/** Connects the world's pending events with a carrier; `retryAfterMs[n]` is the wait before retry n+1. */
export function createDeliveries(options: {
  world: World;
  carrier: Carrier;
  retryAfterMs: readonly number[];
  duplicate: () => boolean;
  /** Whether an interaction is sent twice at once. */
  twin: () => boolean;
}): Deliveries {
  const { world, carrier } = options;
  const log: Delivery[] = [];
  const dropped: JsonObject[] = [];
  const inFlight = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;
  let kept: JsonObject[] | null = null;

  const send = async (
    kind: DeliveryKind,
    payload: JsonObject,
    attempt: number,
    reason: string,
  ): Promise<{ answer: CarrierAnswer; ackMs: number }> => {
    const entry: Delivery = {
      kind,
      name: nameOf(payload),
      attempt,
      at: world.clock.now(),
      outcome: "sent",
    };
    log.push(entry);
    if (log.length > keptInLog) log.shift();
    const started = performance.now();
    const answer = await carrier.send(kind, payload, { attempt, reason });
    entry.ackMs = performance.now() - started;
    entry.outcome = answer.acked ? "acked" : answer.why;
    if (!stopped) world.touch();
    return { answer, ackMs: entry.ackMs };
  };

  const finish = (pending: PendingEvent): void => {
    world.state.pending = world.state.pending.filter((other) => other.id !== pending.id);
    world.touch();
  };

  const retry = (pending: PendingEvent, answer: CarrierAnswer): void => {
    if (answer.acked || answer.noRetry) return finish(pending);
    if (answer.why === "disconnected") {
      pending.reason = "timeout";
      pending.attempt = Math.min(pending.attempt + 1, lastRetry);
      return pump(pending);
    }
    if (pending.attempt >= lastRetry) {
      dropped.push(pending.payload);
      return finish(pending);
    }
    const waitMs = options.retryAfterMs[pending.attempt] ?? 0;
    pending.reason = answer.why === "timeout" ? "http_timeout" : "http_error";
    pending.attempt += 1;
    inFlight.add(pending.id);
    const timer = setTimeout(() => {
      timers.delete(timer);
      inFlight.delete(pending.id);
      pump(pending);
    }, waitMs);
    timers.add(timer);
  };

  const pump = (pending: PendingEvent): void => {
    if (stopped || inFlight.has(pending.id) || !carrier.ready()) return;
    if (!world.state.pending.includes(pending)) return;
    inFlight.add(pending.id);
    void send("events_api", pending.payload, pending.attempt, pending.reason).then(({ answer }) => {
      inFlight.delete(pending.id);
      if (!stopped) retry(pending, answer);
    });
  };

  const resume = (): void => [...world.state.pending].forEach(pump);
  carrier.onReady(resume);

  return {
    log,
    dropped,
    resume,
    hold() {
      kept ??= [];
    },
    async release(order = (all) => all) {
      const all = order(kept ?? []);
      kept = null;
      for (const payload of all) await send("events_api", payload, 0, "");
    },
    event(payload, attempt = 0) {
      if (kept !== null) return void kept.push(payload);
      const reason = attempt > 0 ? "http_timeout" : "";
      const pending = { id: world.nextId("P"), payload, attempt, reason };
      world.state.pending.push(pending);
      world.touch();
      pump(pending);
      if (options.duplicate()) {
        const twin = { ...pending, id: world.nextId("P"), attempt: 1, reason: "http_timeout" };
        world.state.pending.push(twin);
        pump(twin);
      }
    },
    async ask(kind, payload) {
      if (options.twin()) void send(kind, payload, 0, "");
      const { answer, ackMs } = await send(kind, payload, 0, "");
      return { acked: answer.acked, response: answer.acked ? answer.response : undefined, ackMs };
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function nameOf(payload: JsonObject): string {
  const event = payload["event"];
  const inner = isObject(event) ? asString(event["type"]) : undefined;
  return inner ?? asString(payload["command"]) ?? asString(payload["type"]) ?? "unknown";
}
