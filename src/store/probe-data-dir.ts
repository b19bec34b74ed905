import { constants, existsSync } from "node:fs";
import { access, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { openPools } from "./open-store-pool.js";
import { lockDataDir } from "./data-dir-lock.js";

/** What is in a data directory, and whether this process may use it. */
export interface DataDirFacts {
  folder: string;
  state: "new" | "empty" | "database";
}

/**
 * Looks whether the data directory can be written and is free, and opens the database in it; what is not
 * there is not made. Throws `DATA_DIR_IN_USE`, `DATA_DIR_TORN`, or the system's error.
 */
export async function probeDataDir(dataDir: string): Promise<DataDirFacts> {
  const folder = path.resolve(dataDir);
  if (!existsSync(folder)) {
    await access(nearest(folder), constants.W_OK | constants.X_OK);
    return { folder, state: "new" };
  }
  const file = path.join(folder, `doctor-${process.pid}`);
  await writeFile(file, "");
  await rm(file);
  if (!existsSync(path.join(folder, "pg"))) {
    await (await lockDataDir(folder)).release();
    return { folder, state: "empty" };
  }
  const pools = await openPools({ dataDir: folder, onError: () => undefined });
  try {
    await pools.pool.query("select 1");
  } finally {
    await pools.close();
  }
  return { folder, state: "database" };
}

function nearest(folder: string): string {
  let at = folder;
  while (!existsSync(at) && at !== path.dirname(at)) at = path.dirname(at);
  return at;
}
