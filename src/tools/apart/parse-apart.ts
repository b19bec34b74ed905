import { type Desk, type DeskLimits, openDesk } from "./desk.js";
import type { ParseDocument, Parses } from "./parse-document.js";

/** Documents parsed in threads of their own, so that one that never ends, or takes all memory, fails alone. */
export interface ParseApart {
  parse: ParseDocument;
  close(): Promise<void>;
}

const MOST_THREADS = 2;
/** A thread without work is ended after this time. */
const IDLE_MS = 30_000;

/**
 * Makes the parser of documents from outside. A thread starts with the first document and is used again; a
 * document that is too much for it ends it, and throws `FILE_UNREADABLE`.
 */
export function createParseApart(given: Partial<DeskLimits> = {}): ParseApart {
  const limits: DeskLimits = { timeoutMs: 25_000, memoryMb: 256, ...given };
  const desks = new Set<Desk>();
  const idle: Desk[] = [];
  const waiting: (() => void)[] = [];
  let ending: NodeJS.Timeout | undefined;
  let busy = 0;

  const endIdle = async (): Promise<void> => {
    const over = idle.splice(0);
    for (const desk of over) desks.delete(desk);
    await Promise.all(over.map((desk) => desk.end()));
  };

  async function take(): Promise<Desk> {
    clearTimeout(ending);
    if (busy >= MOST_THREADS) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
    const free = idle.pop();
    if (free && !free.isGone()) return free;
    const fresh = openDesk(limits);
    desks.add(fresh);
    return fresh;
  }

  function give(desk: Desk): void {
    if (desk.isGone()) desks.delete(desk);
    else idle.push(desk);
    const next = waiting.shift();
    // Whoever waits takes over the place; else it is free.
    if (next) return next();
    busy -= 1;
    clearTimeout(ending);
    ending = setTimeout(() => void endIdle(), IDLE_MS);
    ending.unref();
  }

  return {
    async parse<K extends keyof Parses>(kind: K, document: Parses[K]["given"]) {
      const desk = await take();
      try {
        return (await desk.parse(kind, document)) as Parses[K]["found"];
      } finally {
        give(desk);
      }
    },
    async close() {
      clearTimeout(ending);
      idle.length = 0;
      await Promise.all([...desks].map((desk) => desk.end()));
      desks.clear();
    },
  };
}
