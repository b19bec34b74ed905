import { performance } from "node:perf_hooks";

/**
 * How a Web API call goes wrong. `drop-after-accept` does the work and hangs up; with `works` each other kind does the
 * work too. `reset` is a connection that breaks with a RST, `truncated` half of a JSON answer.
 */
export type FaultKind =
  | "403"
  | "429"
  | "500"
  | "503"
  | "html"
  | "html-200"
  | "empty"
  | "truncated"
  | "timeout"
  | "slow"
  | "reset"
  | "drop-after-accept"
  | "error";

/** One planned fault: `method` may be `*`, or `upload` where files are put; without `times` it happens once, or always with `probability`. */
export interface Fault {
  method: string;
  kind: FaultKind;
  /** How late the right answer of `slow` is; 1,000 when left out. */
  slowMs?: number;
  /** Seconds in `Retry-After` of a 429; 1 when left out. */
  retryAfterS?: number;
  /** Slack's error name for `error`; `internal_error` when left out. */
  error?: string;
  /** The method does its work before its answer goes wrong. */
  works?: boolean;
  /** Only calls about this channel. */
  channel?: string;
  /** From its first hit on it hits every call for so long, as a method that Slack has closed; `Retry-After` counts down. */
  forMs?: number;
  times?: number;
  /** Between 0 and 1: the share of matching calls that fail, drawn from `seed`. */
  probability?: number;
  seed?: number;
}

/** The faults that are planned. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The fault that hits this call, counted down. */
  take(method: string, channel?: string): Fault | undefined;
  duplicateNextDelivery(): void;
  takeDuplicate(): boolean;
  /** The next press or form reaches the app twice, at once. */
  twinNextInteraction(): void;
  takeTwin(): boolean;
}

/** A repeatable stream of numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An empty list of faults. */
export function createFaults(): Faults {
  let planned: { fault: Fault; left: number; random: () => number; endsAt?: number }[] = [];
  let duplicates = 0;
  let twins = 0;
  return {
    add(fault) {
      const left = fault.times ?? (fault.probability === undefined ? 1 : Infinity);
      planned.push({ fault, left, random: seededRandom(fault.seed ?? 1) });
    },
    clear() {
      planned = [];
      duplicates = 0;
      twins = 0;
    },
    take(method, channel) {
      for (const entry of planned) {
        if (entry.fault.method !== "*" && entry.fault.method !== method) continue;
        if (entry.fault.channel !== undefined && entry.fault.channel !== channel) continue;
        if (entry.endsAt !== undefined) {
          const leftMs = entry.endsAt - performance.now();
          if (leftMs <= 0) continue;
          return { ...entry.fault, retryAfterS: Math.ceil(leftMs / 1000) };
        }
        if (entry.left <= 0) continue;
        if (entry.fault.probability !== undefined && entry.random() >= entry.fault.probability)
          continue;
        entry.left -= 1;
        if (entry.fault.forMs !== undefined) entry.endsAt = performance.now() + entry.fault.forMs;
        return entry.fault;
      }
      return undefined;
    },
    duplicateNextDelivery() {
      duplicates += 1;
    },
    twinNextInteraction() {
      twins += 1;
    },
    takeTwin() {
      if (twins === 0) return false;
      twins -= 1;
      return true;
    },
    takeDuplicate() {
      if (duplicates === 0) return false;
      duplicates -= 1;
      return true;
    },
  };
}
