import { fail } from "../errors.js";
import type { Fitness } from "../store/store-reads.js";

/** Why a process should get no work now, and what is not well besides; plain sentences. */
export interface Readiness {
  reasons: string[];
  notes: string[];
}

/** The way in from Slack; `trouble` is Slack's word for why it does not take our connection. */
export interface SlackWayIn {
  connected: boolean;
  trouble?: string | null;
}

/** What readiness is read from. */
export interface ReadinessSources {
  fitness: () => Promise<Fitness>;
  /** All changes to the tables that this program needs, by name. */
  migrations: readonly string[];
  queue: (timeoutMs: number) => Promise<unknown>;
  /** Null: this process has no way in from Slack. */
  slackIn: () => SlackWayIn | null;
  /** What does not keep it from working, such as a Slack that does not answer. */
  notes: () => string[];
}

const LIMIT_MS = 1_500;

/**
 * Looks at everything at once and gives each thing a second and a half: a server that never answers is an answer too.
 * Slack that does not answer, or took the token back, is a note: what comes in is kept and sent later, and a load
 * balancer that left such a process out would only lose what Slack brings.
 */
export function createReadiness(sources: ReadinessSources): () => Promise<Readiness> {
  return async () => {
    const [database, queue] = await Promise.all([
      within(lookAtDatabase(sources)).catch(() => "database: it does not answer"),
      within(sources.queue(LIMIT_MS)).then(
        () => null,
        () => "queue: it does not answer",
      ),
    ]);
    const slack = notConnected(sources.slackIn());
    const reasons = [database, queue, slack].filter((reason) => reason !== null);
    return { reasons, notes: sources.notes() };
  };
}

function notConnected(way: SlackWayIn | null): string | null {
  if (way === null || way.connected) return null;
  return way.trouble
    ? `slack: it does not take the connection (${way.trouble})`
    : "slack: not connected yet";
}

async function lookAtDatabase(sources: ReadinessSources): Promise<string | null> {
  const { readOnly, migrations } = await sources.fitness();
  if (readOnly) return "database: it can only be read";
  const missing = sources.migrations.filter((name) => !migrations.includes(name));
  return missing.length === 0
    ? null
    : `database: tables are not up to date (${missing.join(", ")})`;
}

async function within<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(fail("DATABASE_UNREACHABLE")), LIMIT_MS);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
