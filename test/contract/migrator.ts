// Started by the tests with a database address: brings its schemas up to date and says so.
import { migrate } from "../../src/store/migrate.js";
import { migrations } from "../../src/store/migrations/index.js";
import { openPools } from "../../src/store/open-store-pool.js";

const databaseUrl = process.argv[2];
if (!databaseUrl) throw new Error("Which database?");
const onError = (error: Error) => void process.stderr.write(`${error.message}\n`);
const pools = await openPools({ databaseUrl, dataDir: "unused", onError });
await migrate(pools, migrations);
await pools.close();
process.stdout.write("migrated\n");
