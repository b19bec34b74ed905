import { type Desk, type DeskLimits, openDesk } from "./desk.js";
import { fail } from "../../errors.js";
import type { ParseDocument, Parses } from "./parse-document.js";
import { createPlaces } from "./places.js";

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
 * document that is too much for it ends it, and throws `FILE_UNREADABLE`. How far the process grew is not known a
 * thread: whoever was beside a document that grew is parsed once more, alone.
 */
export function createParseApart(given: Partial<DeskLimits> = {}): ParseApart {
  const limits: DeskLimits = { timeoutMs: 25_000, memoryMb: 256, ...given };
  const desks = new Set<Desk>();
  const idle: Desk[] = [];
  const parsing = new Set<{ hasCompany: boolean }>();
  const places = createPlaces(MOST_THREADS);
  let ending: NodeJS.Timeout | undefined;

  const endIdle = async (): Promise<void> => {
    const over = idle.splice(0);
    for (const desk of over) desks.delete(desk);
    await Promise.all(over.map((desk) => desk.end()));
  };

  function take(): Desk {
    clearTimeout(ending);
    const free = idle.pop();
    if (free && !free.isGone()) return free;
    const fresh = openDesk(limits);
    desks.add(fresh);
    return fresh;
  }

  function give(desk: Desk): void {
    if (desk.isGone()) desks.delete(desk);
    else idle.push(desk);
    if (parsing.size > 0) return;
    clearTimeout(ending);
    ending = setTimeout(() => void endIdle(), IDLE_MS);
    ending.unref();
  }

  /** Parses in so many places; null where the process grew too large, and another document may be why. */
  async function attempt<K extends keyof Parses>(
    kind: K,
    document: Parses[K]["given"],
    taken: number,
  ): Promise<{ found: Parses[K]["found"] } | null> {
    await places.take(taken);
    const me = { hasCompany: parsing.size > 0 };
    for (const other of parsing) other.hasCompany = true;
    parsing.add(me);
    const desk = take();
    try {
      return { found: (await desk.parse(kind, document)) as Parses[K]["found"] };
    } catch (error) {
      if (desk.hasGrown() && me.hasCompany) return null;
      throw error;
    } finally {
      parsing.delete(me);
      give(desk);
      places.give(taken);
    }
  }

  return {
    async parse(kind, document) {
      const first = await attempt(kind, document, 1);
      if (first) return first.found;
      // Alone, it can only be this one.
      const alone = await attempt(kind, document, MOST_THREADS);
      if (!alone) throw fail("FILE_UNREADABLE", { detail: "too large or too complicated" });
      return alone.found;
    },
    async close() {
      clearTimeout(ending);
      idle.length = 0;
      await Promise.all([...desks].map((desk) => desk.end()));
      desks.clear();
    },
  };
}
