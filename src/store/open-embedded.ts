import { existsSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { fail } from "../errors.js";
import { createEmbedded } from "./create-embedded.js";

/**
 * Opens the embedded database in `<dataDir>/pg`, or one in memory for `memory://`; the first start creates it.
 * A folder that cannot be opened gives DATA_DIR_TORN. The caller holds the lock of the data directory.
 */
export async function openEmbedded(dataDir: string): Promise<PGlite> {
  if (dataDir.startsWith("memory://")) return PGlite.create(dataDir);
  const folder = path.resolve(dataDir, "pg");
  if (!existsSync(folder)) await createEmbedded(folder);
  // PGlite would take a folder without this file for an empty one, and make a new database over what is there.
  if (!existsSync(path.join(folder, "PG_VERSION"))) {
    throw fail("DATA_DIR_TORN", { detail: `Folder: ${folder}` });
  }
  try {
    return await PGlite.create(folder);
  } catch (cause) {
    throw fail("DATA_DIR_TORN", { cause, detail: `Folder: ${folder}` });
  }
}
