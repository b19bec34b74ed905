import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const PREFIX = "pg.new-";
const PROGRAM = `const { PGlite } = require(process.argv[1]);
PGlite.create(process.argv[2]).then((db) => db.close());`;

/**
 * Creates an empty database in `folder`. A process of its own does it, because creating takes about 500 MB that
 * WebAssembly would not give back, and under a name that is never used again, so that a creation
 * that was killed, or lives on without its parent, can never spoil a database in use.
 */
export async function createEmbedded(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  for (const name of await readdir(parent)) {
    if (name.startsWith(PREFIX))
      await rm(path.join(parent, name), { recursive: true, force: true });
  }
  const fresh = path.join(parent, `${PREFIX}${randomBytes(6).toString("hex")}`);
  const pglite = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const child = spawn(process.execPath, ["-e", PROGRAM, pglite, fresh], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {},
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`Creating the embedded database ended with ${String(code)}.`);
  await rename(fresh, folder);
}
