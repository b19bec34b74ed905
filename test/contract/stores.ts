import { rmSync } from "node:fs";
import { openPools, type StorePools } from "../../src/store/open-store-pool.js";
import { migrate } from "../../src/store/migrate.js";
import { migrations } from "../../src/store/migrations/index.js";
import { freshDataDir } from "../support/data-dir.js";
import { borrowDatabase } from "./servers.js";

/** The kinds of store that every contract is checked on. */
export const storeKinds = ["embedded", "postgres"] as const;

/** A store of a suite's own; `errors` collects what its pools reported. */
export interface TestStore {
  pools: StorePools;
  url: string | undefined;
  errors: Error[];
  close(): Promise<void>;
}

/** Opens an empty store, or one with all tables: in a folder, or a fresh database on the test server. */
export async function openTestStore(
  kind: "embedded" | "postgres",
  holds: "tables" | "nothing" = "nothing",
): Promise<TestStore> {
  const errors: Error[] = [];
  const database = kind === "postgres" ? await borrowDatabase() : undefined;
  const dataDir = kind === "embedded" ? await freshDataDir(holds) : "";
  const pools = await openPools({
    databaseUrl: database?.url,
    dataDir,
    onError: (error) => void errors.push(error),
  });
  if (holds === "tables") await migrate(pools, migrations);
  return {
    pools,
    url: database?.url,
    errors,
    async close() {
      await pools.close();
      if (dataDir !== "") rmSync(dataDir, { recursive: true, force: true });
      await database?.drop();
    },
  };
}
