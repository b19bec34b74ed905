import type { RunnableConfig } from "@langchain/core/runnables";
import { PostgresSaver } from "@langchain/langgraph-checkpoint-postgres";
import type { Pool as PgPool } from "pg";
import { z } from "zod";
import { fail } from "../../errors.js";
import type { Pool, PoolClient } from "../pool/pool.js";
import { createRowBatch, noRows } from "./row-batch.js";
import { CHECKPOINT_SCHEMA } from "./checkpoint-schema.js";
import { dataSerde } from "./data-serde.js";
import { isPacked, unpackCheckpoints } from "./unpack-checkpoints.js";

const fenceSchema = z.object({ thread_id: z.string(), lease: z.number().int() });
const threadSchema = z.object({
  thread_id: z.string(),
  checkpoint_ns: z.string().optional(),
  checkpoint_id: z.string().optional(),
});
const lookSchema = z.object({ look: z.literal(true) });
const heldSchema = z.object({ attempts: z.number() });
const QUALIFIED_NAME = /^[a-z_]+\.[a-z_]+$/;

/** Which table says who holds a run: it has the columns `id`, `token` and `attempts`. */
export interface FencedSaverOptions {
  table?: string;
  /**
   * Keeps what a node wrote in memory until the step's checkpoint holds it, or until a node holds or fails. A crash
   * in between runs the step's nodes again. Only for a saver of one lease, and for nodes that may be repeated.
   */
  lazyWrites?: boolean;
}

/** LangGraph's own channels after which no checkpoint of the step follows. */
const HELD_CHANNELS = new Set(["__interrupt__", "__resume__", "__error__"]);

/**
 * LangGraph's checkpointer with a fence: every write checks, in its own transaction, that
 * `configurable.lease` is still the token of the run `thread_id`, and throws LEASE_LOST otherwise. A worker that
 * was away too long can so never overwrite what its successor did. Reads need no lease.
 */
export class FencedSaver extends PostgresSaver {
  readonly #pool: Pool;
  readonly #table: string;
  readonly #lazy: boolean;
  #waiting: Parameters<PostgresSaver["putWrites"]>[] = [];

  constructor(pool: Pool, options: FencedSaverOptions = {}) {
    super(pool as unknown as PgPool, dataSerde, { schema: CHECKPOINT_SCHEMA });
    this.#pool = pool;
    this.#table = options.table ?? "fermata.run";
    this.#lazy = options.lazyWrites ?? false;
    if (!QUALIFIED_NAME.test(this.#table)) throw new Error("The table needs its schema's name.");
  }

  /** With `look` in its config a graph runs as if nobody had answered, and what it writes is dropped. */
  override async getTuple(config: RunnableConfig): ReturnType<PostgresSaver["getTuple"]> {
    const found = await this.#cursor(config);
    if (!found || !isLook(config)) return found;
    const pendingWrites = found.pendingWrites?.filter(([, channel]) => channel !== "__resume__");
    return { ...found, pendingWrites: pendingWrites ?? [] };
  }

  /** A run at rest is one packed row: it becomes rows again when somebody looks at where it stands. */
  async #cursor(config: RunnableConfig): ReturnType<PostgresSaver["getTuple"]> {
    const found = await super.getTuple(await this.#latest(config));
    if (found) return found;
    const { thread_id: runId } = threadSchema.parse(config.configurable);
    if (!(await isPacked(this.#pool, runId))) return undefined;
    const fence = fenceSchema.safeParse(config.configurable);
    // It changes no meaning, so that a reader without a lease may do it; a worker that lost its lease must hear so.
    const pool = fence.success
      ? fencedPool(this.#pool, this.#table, { runId, lease: fence.data.lease, isStep: false })
      : this.#pool;
    await unpackCheckpoints(pool, runId);
    return super.getTuple(config);
  }

  override async put(
    config: RunnableConfig,
    ...rest: Tail<Parameters<PostgresSaver["put"]>>
  ): ReturnType<PostgresSaver["put"]> {
    if (isLook(config)) return config;
    // fault: checkpoint.before-put
    const put = await this.#behindFence(config, true).put(config, ...rest);
    // fault: checkpoint.put
    // What the nodes of the step before wrote is part of this checkpoint.
    this.#waiting = [];
    return put;
  }

  override async putWrites(
    config: RunnableConfig,
    ...rest: Tail<Parameters<PostgresSaver["putWrites"]>>
  ): Promise<void> {
    if (isLook(config)) return;
    const waiting = this.#waiting.splice(0);
    const [writes] = rest;
    if (this.#lazy && writes.every(([channel]) => !HELD_CHANNELS.has(channel))) {
      this.#waiting = [...waiting, [config, ...rest]];
      return;
    }
    for (const before of waiting) await this.#behindFence(config).putWrites(...before);
    await this.#behindFence(config).putWrites(config, ...rest);
  }

  /**
   * The library takes the greatest id, and an id begins with its process's clock: where that was set back, or somebody
   * with a slower one took over, the run would stand where it stood before. Steps only rise.
   */
  async #latest(config: RunnableConfig): Promise<RunnableConfig> {
    const where = threadSchema.parse(config.configurable);
    if (where.checkpoint_id) return config;
    const { rows } = await this.#pool.query<{ id: string }>(
      `select checkpoint_id as id from ${CHECKPOINT_SCHEMA}.checkpoints
       where thread_id = $1 and checkpoint_ns = $2
       order by (metadata->>'step')::int desc nulls last, checkpoint_id desc limit 1`,
      [where.thread_id, where.checkpoint_ns ?? ""],
    );
    const [latest] = rows;
    return latest
      ? { ...config, configurable: { ...config.configurable, checkpoint_id: latest.id } }
      : config;
  }

  #behindFence(config: RunnableConfig, isStep = false): PostgresSaver {
    const fence = fenceSchema.safeParse(config.configurable);
    if (!fence.success) throw fail("LEASE_LOST", { detail: "No lease was given." });
    const { thread_id: runId, lease } = fence.data;
    const saver = new PostgresSaver(
      fencedPool(this.#pool, this.#table, { runId, lease, isStep }) as unknown as PgPool,
      this.serde,
      { schema: CHECKPOINT_SCHEMA },
    );
    return saver;
  }
}

/** Makes the checkpointer of the runs; `setup` belongs to the migrations. */
export function createFencedSaver(pool: Pool, options: FencedSaverOptions = {}): FencedSaver {
  return new FencedSaver(pool, options);
}

function isLook(config: RunnableConfig): boolean {
  return lookSchema.safeParse(config.configurable).success;
}

type Tail<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;

/**
 * A pool whose transactions begin with the check; `for share` holds the token still until the commit. A step forward
 * forgets the attempts that the step before it took.
 */
function fencedPool(
  pool: Pool,
  table: string,
  { runId, lease, isStep }: { runId: string; lease: number; isStep: boolean },
): Pick<Pool, "connect"> {
  return {
    async connect() {
      const client = await pool.connect();
      const rows = createRowBatch(client);
      const query: PoolClient["query"] = async (statement, values) => {
        if (rows.take(statement, values)) return noRows as never;
        await rows.write(statement === "ROLLBACK");
        const result = await client.query(statement, values);
        if (statement === "BEGIN") {
          const held = await client.query(
            `select attempts from ${table} where id = $1 and token = $2 for share`,
            [runId, lease],
          );
          if (held.rows.length === 0) throw fail("LEASE_LOST");
          if (isStep && heldSchema.parse(held.rows[0]).attempts > 0) {
            await client.query(`update ${table} set attempts = 0 where id = $1`, [runId]);
          }
        }
        return result as never;
      };
      return { query, release: client.release.bind(client) } as PoolClient;
    },
  };
}
