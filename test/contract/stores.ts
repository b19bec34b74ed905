import { openPools, type StorePools } from "../../src/store/open-store-pool.js";
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

/** Opens an empty store: in memory, or a fresh database on the test server. */
export async function openTestStore(kind: "embedded" | "postgres"): Promise<TestStore> {
  const errors: Error[] = [];
  const database = kind === "postgres" ? await borrowDatabase() : undefined;
  const pools = await openPools({
    databaseUrl: database?.url,
    dataDir: "memory://",
    onError: (error) => void errors.push(error),
  });
  return {
    pools,
    url: database?.url,
    errors,
    async close() {
      await pools.close();
      await database?.drop();
    },
  };
}
