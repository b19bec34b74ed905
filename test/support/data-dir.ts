import { createHash, randomBytes } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../../src/store/migrate.js";
import { migrations } from "../../src/store/migrations/index.js";
import { openPools } from "../../src/store/open-store-pool.js";
import { readRoot } from "../tree.js";

const ROOMY_BYTES = 2_000_000_000;

/**
 * A data directory of its own with all tables and no rows, or with no table either. Creating one takes seconds,
 * so it is made once for these versions and migrations, and copied.
 */
export async function freshDataDir(holds: "tables" | "nothing" = "tables"): Promise<string> {
  const made = join(tmpdir(), `fermata-test-${holds}-${fingerprint()}`);
  if (!existsSync(made)) await make(made, holds);
  const mine = mkdtempSync(join(roomyFolder(), "fermata-test-data-"));
  cpSync(join(made, "pg"), join(mine, "pg"), { recursive: true });
  return mine;
}

/** In memory where there is plenty: a copy is 40 MB in a thousand files, and each start reads most of them. */
function roomyFolder(): string {
  const inMemory = "/dev/shm";
  if (!existsSync(inMemory)) return tmpdir();
  const { bavail, bsize } = statfsSync(inMemory);
  return bavail * bsize > ROOMY_BYTES ? inMemory : tmpdir();
}

async function make(made: string, holds: "tables" | "nothing"): Promise<void> {
  const own = `${made}.${randomBytes(4).toString("hex")}`;
  mkdirSync(own, { recursive: true });
  const pools = await openPools({ dataDir: own, onError: () => undefined });
  if (holds === "tables") await migrate(pools, migrations);
  await pools.close();
  try {
    renameSync(own, made);
  } catch (error) {
    // Another test file was faster: its folder is as good.
    rmSync(own, { recursive: true, force: true });
    if (!existsSync(made)) throw error;
  }
}

function fingerprint(): string {
  const lock = JSON.parse(readRoot("package-lock.json")) as {
    packages: Record<string, { version?: string }>;
  };
  const versions = [
    "@electric-sql/pglite",
    "bullmq",
    "@langchain/langgraph-checkpoint-postgres",
    "kysely",
  ].map((name) => lock.packages[`node_modules/${name}`]?.version ?? "");
  const own = Object.keys(migrations).map((name) =>
    readFileSync(new URL(`../../src/store/migrations/${name}.ts`, import.meta.url), "utf8"),
  );
  return createHash("sha256")
    .update(JSON.stringify([versions, own]))
    .digest("hex")
    .slice(0, 16);
}
