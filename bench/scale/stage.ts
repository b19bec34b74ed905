import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import type { Role } from "../../src/app.js";
import { makeOwnPostgres, type OwnPostgres } from "../../test/faults/harness/own-postgres.js";
import { type OwnRedis, startOwnRedis } from "../../test/faults/harness/own-redis.js";
import {
  type ModelServer,
  type Scripts,
  type Spoil,
  startModelServer,
} from "../../test/support/model-server.js";
import { type House, startHouse } from "./fleet.js";
import { placesSeed } from "./places.js";

/** Servers of a bench's own, a workspace and a model, and the product's processes on them. */
export interface Stage {
  workspace: Workspace;
  model: ModelServer;
  postgres: OwnPostgres | null;
  redis: OwnRedis | null;
  houses: House[];
  /** Starts one more process of the product; it works on as many runs at once as the stage says, or as many as given. */
  start(role: Role, runsAtOnce?: number): Promise<House>;
  /** Ends one of them. */
  end(house: House): Promise<void>;
  /** Ends all of the product's processes. */
  stopHouses(): Promise<void>;
  stop(): Promise<void>;
}

/** Money is not what is measured; a card waits for a week. */
const file = {
  budgets: { perRunUsd: 100, perDayUsd: 1_000_000 },
  waiting: { questionMinutes: 10_080 },
};
/** The workspace shares the machine: Slack's three seconds are not what is measured. */
const patience = { ackTimeoutMs: 30_000, triggerTtlMs: 30_000 };

/** Sets it up without any process of the product. The database is on disk as an operator's would be. */
export async function setStage(options: {
  scripts: Scripts;
  store: "postgres" | "embedded";
  redis: boolean;
  runsAtOnce?: number;
  /** Looks at each call to the model before it is answered. */
  spoil?: Spoil;
}): Promise<Stage> {
  const postgres = options.store === "postgres" ? await makeOwnPostgres({ fsync: "on" }) : null;
  const redis = options.redis ? await startOwnRedis({ aof: true }) : null;
  const folder = await mkdtemp(join(tmpdir(), "fermata-bench-"));
  const workspace = await startWorkspace({ seed: placesSeed, ...patience });
  const model = await startModelServer(options.scripts, options.spoil);
  const houses: House[] = [];
  const stopHouses = async (): Promise<void> => {
    for (const house of houses.splice(0).reverse()) await house.stop();
  };
  return {
    workspace,
    model,
    postgres,
    redis,
    houses,
    stopHouses,
    async end(house) {
      houses.splice(houses.indexOf(house), 1);
      await house.stop();
    },
    async start(role, runsAtOnce = options.runsAtOnce ?? 8) {
      const house = await startHouse({
        role,
        apiUrl: workspace.apiUrl,
        origin: workspace.origin,
        modelUrl: model.baseUrl,
        databaseUrl: postgres?.url,
        redisUrl: redis?.url,
        dataDir: join(folder, "data"),
        file: { ...file, limits: { runsAtOnce } },
      });
      houses.push(house);
      return house;
    },
    async stop() {
      await stopHouses();
      await model.stop();
      await workspace.stop();
      await redis?.remove();
      await postgres?.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
