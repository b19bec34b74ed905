import type { RunnableConfig } from "@langchain/core/runnables";
import { PostgresSaver } from "@langchain/langgraph-checkpoint-postgres";
import type { Pool as PgPool } from "pg";
import { z } from "zod";
import { fail } from "../../errors.js";
import type { Pool, PoolClient } from "../pool/pool.js";
import { createRowBatch, noRows } from "./row-batch.js";
import { CHECKPOINT_SCHEMA } from "./checkpoint-schema.js";

const fenceSchema = z.object({ thread_id: z.string(), lease: z.number().int() });
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
    super(pool as unknown as PgPool, undefined, { schema: CHECKPOINT_SCHEMA });
    this.#pool = pool;
    this.#table = options.table ?? "fermata.run";
    this.#lazy = options.lazyWrites ?? false;
    if (!QUALIFIED_NAME.test(this.#table)) throw new Error("The table needs its schema's name.");
  }

  override async put(
    config: RunnableConfig,
    ...rest: Tail<Parameters<PostgresSaver["put"]>>
  ): ReturnType<PostgresSaver["put"]> {
    const put = await this.#behindFence(config, true).put(config, ...rest);
    // What the nodes of the step before wrote is part of this checkpoint.
    this.#waiting = [];
    return put;
  }

  override async putWrites(
    config: RunnableConfig,
    ...rest: Tail<Parameters<PostgresSaver["putWrites"]>>
  ): Promise<void> {
    const waiting = this.#waiting.splice(0);
    const [writes] = rest;
    if (this.#lazy && writes.every(([channel]) => !HELD_CHANNELS.has(channel))) {
      this.#waiting = [...waiting, [config, ...rest]];
      return;
    }
    for (const before of waiting) await this.#behindFence(config).putWrites(...before);
    await this.#behindFence(config).putWrites(config, ...rest);
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
