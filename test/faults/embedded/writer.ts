// Started with a data directory: says what it holds, then writes rows and says each one's number once it is committed.
import { FermataError } from "../../../src/errors.js";
import { migrate } from "../../../src/store/migrate.js";
import { migrations } from "../../../src/store/migrations/index.js";
import { openPools } from "../../../src/store/open-store-pool.js";
import { createTransact } from "../../../src/store/transaction.js";
import { sql } from "kysely";

const dataDir = process.argv[2] ?? "";
// A pipe is written to before the next statement runs: what was said has left this process.
const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const pools = await openPools({ dataDir, onError: (error) => say(`broken ${error.message}`) });
  await migrate(pools, migrations);
  await pools.setupPool.query(
    "create table if not exists public.acked (n int primary key, text text not null, revised int not null)",
  );
  const { rows } = await pools.pool.query<{ most: number; count: number; open: number }>(
    `select coalesce(max(n), 0)::int as most, count(*)::int as count,
       (count(*) filter (where revised = 0 or length(text) < 100))::int as open from public.acked`,
  );
  const held = rows[0]!;
  say(`holds ${held.most} ${held.count} ${held.open}`);
  const transact = createTransact(pools.pool, { onAfterCommitError: () => undefined });
  for (let n = held.most + 1; process.argv[3] !== "look"; n += 1) {
    // Long rows, an update of the one before in the same transaction, and now and then everything goes to the files.
    await transact(async (tx) => {
      const text = `${n} `.repeat(50 + ((n * 7919) % 3000));
      await sql`insert into public.acked values (${n}, ${text}, 0)`.execute(tx);
      await sql`update public.acked set revised = 1 where n = ${n - 1}`.execute(tx);
    });
    say(`${n}`);
    if (n % 97 === 0) await pools.setupPool.query("checkpoint");
  }
  await pools.close();
} catch (error) {
  if (!(error instanceof FermataError)) throw error;
  say(`refused ${error.code} ${error.message} ${error.next}`);
  process.exit(1);
}
