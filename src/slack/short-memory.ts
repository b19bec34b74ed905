const MOST = 5_000;
const JUST_NOW_MS = 1_000;

/** Remembers answers for a while; of several who ask at once, one asks. A failed ask is not remembered. */
export interface ShortMemory<T> {
  /** `maxAgeMs`: how old an answer may be, if less than usual; 0 asks anew. */
  get(key: string, ask: () => Promise<T>, maxAgeMs?: number): Promise<T>;
  /** Keeps what was learned in another way. */
  put(key: string, answer: T): void;
}

/** Makes a memory in which an answer lasts `freshMs`; the oldest of more than 5,000 go. */
export function createShortMemory<T>(freshMs: number, nowMs: () => number): ShortMemory<T> {
  const known = new Map<string, { askedAt: number; answer: Promise<T>; isOnItsWay: boolean }>();
  return {
    put(key, answer) {
      known.set(key, { askedAt: nowMs(), answer: Promise.resolve(answer), isOnItsWay: false });
    },
    async get(key, ask, maxAgeMs = freshMs) {
      const had = known.get(key);
      const lastsMs = Math.min(freshMs, maxAgeMs);
      // One that was asked for just now and is on its way is as new as any.
      const enoughMs = had?.isOnItsWay ? Math.max(lastsMs, JUST_NOW_MS) : lastsMs;
      if (had && nowMs() - had.askedAt < enoughMs) return await had.answer;
      const answer = ask();
      const entry = { askedAt: nowMs(), answer, isOnItsWay: true };
      known.delete(key);
      known.set(key, entry);
      const oldest = known.size > MOST ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
      try {
        return await answer;
      } catch (error) {
        if (known.get(key) === entry) known.delete(key);
        throw error;
      } finally {
        entry.isOnItsWay = false;
      }
    },
  };
}
