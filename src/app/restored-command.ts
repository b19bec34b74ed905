import { readConfig } from "../config.js";
import { FermataError } from "../errors.js";
import { migrate } from "../store/migrate.js";
import { migrations } from "../store/migrations/index.js";
import { openPools } from "../store/open-store-pool.js";
import { createStore } from "../store/store.js";

/** `npm start -- restored`: to be run once after a backup was put back, before anything starts on it. */
export async function restored(): Promise<{ text: string; exitCode: number }> {
  try {
    const { databaseUrl, dataDir } = readConfig();
    const onError = () => undefined;
    const pools = await openPools({ databaseUrl, dataDir, onError });
    try {
      await migrate(pools, migrations);
      const store = createStore({ pool: pools.pool, onError });
      await store.restored();
      await store.close();
    } finally {
      await pools.close();
    }
    return {
      text: "Noted. What jobs from before now post is looked for in Slack first. Start Fermata.\n",
      exitCode: 0,
    };
  } catch (error) {
    if (!(error instanceof FermataError)) throw error;
    return { text: `${error.message}\n${error.next}\n`, exitCode: 1 };
  }
}
