import { openPools } from "../../src/store/open-store-pool.js";

/** What a stopped bot left in its embedded store, for a look between two lives. */
export interface KeptRows {
  /** Model calls by `run/key`, with when they were last asked for. */
  calls: Map<string, { state: string; atMs: number }>;
  runs: {
    id: string;
    channel: string;
    threadTs: string;
    status: string;
    endReason: string | null;
  }[];
  /** How many decisions each run has, by the facts. */
  decisions: Map<string, number>;
  deadRows: number;
  /** The states of all grants, oldest first. */
  grants: string[];
}

/** Reads a data directory that no process uses. */
export async function readKeptRows(dataDir: string): Promise<KeptRows> {
  const pools = await openPools({ dataDir, onError: () => undefined });
  try {
    const rows = async <T>(text: string) => (await pools.pool.query(text)).rows as T[];
    const calls = await rows<{ run_id: string; key: string; state: string; at: Date }>(
      "select run_id, key, state, at from fermata.model_call",
    );
    const runs = await rows<{
      id: string;
      channel: string;
      thread_ts: string;
      status: string;
      end_reason: string | null;
    }>("select id, channel, thread_ts, status, end_reason from fermata.run");
    const decided = await rows<{ chain: string; n: number }>(
      "select chain, count(*)::int as n from fermata.ledger where kind = 'call_decided' group by chain",
    );
    const dead = await rows<{ n: number }>(
      "select count(*)::int as n from fermata.outbox where state = 'dead'",
    );
    const grants = await rows<{ state: string }>(
      "select state from fermata.effect_grant order by given_at",
    );
    return {
      grants: grants.map((one) => one.state),
      calls: new Map(
        calls.map((one) => [
          `${one.run_id}/${one.key}`,
          { state: one.state, atMs: one.at.getTime() },
        ]),
      ),
      runs: runs.map((one) => ({
        id: one.id,
        channel: one.channel,
        threadTs: one.thread_ts,
        status: one.status,
        endReason: one.end_reason,
      })),
      decisions: new Map(decided.map((one) => [one.chain.slice("run:".length), one.n])),
      deadRows: dead[0]?.n ?? 0,
    };
  } finally {
    await pools.close();
  }
}
