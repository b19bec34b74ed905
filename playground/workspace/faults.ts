/** How a Web API call goes wrong. Only `drop-after-accept` does the work before it fails. */
export type FaultKind = "429" | "500" | "html" | "timeout" | "drop-after-accept" | "error";

/** One planned fault: `method` may be `*`; without `times` it happens once, or always with `probability`. */
export interface Fault {
  method: string;
  kind: FaultKind;
  /** Seconds in `Retry-After` of a 429; 1 when left out. */
  retryAfterS?: number;
  /** Slack's error name for `error`; `internal_error` when left out. */
  error?: string;
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
  take(method: string): Fault | undefined;
  duplicateNextDelivery(): void;
  takeDuplicate(): boolean;
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
  let planned: { fault: Fault; left: number; random: () => number }[] = [];
  let duplicates = 0;
  return {
    add(fault) {
      const left = fault.times ?? (fault.probability === undefined ? 1 : Infinity);
      planned.push({ fault, left, random: seededRandom(fault.seed ?? 1) });
    },
    clear() {
      planned = [];
      duplicates = 0;
    },
    take(method) {
      for (const entry of planned) {
        if (entry.fault.method !== "*" && entry.fault.method !== method) continue;
        if (entry.left <= 0) continue;
        if (entry.fault.probability !== undefined && entry.random() >= entry.fault.probability)
          continue;
        entry.left -= 1;
        return entry.fault;
      }
      return undefined;
    },
    duplicateNextDelivery() {
      duplicates += 1;
    },
    takeDuplicate() {
      if (duplicates === 0) return false;
      duplicates -= 1;
      return true;
    },
  };
}
