import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { fail } from "../errors.js";

/**
 * Opens the embedded database in `<dataDir>/pg`, or one in memory for `memory://`. The first start creates it
 * beside and moves it into place, so a process killed in the middle leaves no half database.
 * A folder that cannot be opened gives DATA_DIR_TORN.
 */
export async function openEmbedded(dataDir: string): Promise<PGlite> {
  if (dataDir.startsWith("memory://")) return PGlite.create(dataDir);
  const folder = path.join(dataDir, "pg");
  if (!existsSync(folder)) {
    const fresh = path.join(dataDir, "pg.new");
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { recursive: true });
    await (await PGlite.create(fresh)).close();
    await rename(fresh, folder);
  }
  try {
    return await PGlite.create(folder);
  } catch (cause) {
    throw fail("DATA_DIR_TORN", { cause, detail: `Folder: ${folder}` });
  }
}
