import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const PREFIX = "pg.new-";
/** Without a packed database it makes one, which takes several times as long. */
const PROGRAM = `const { PGlite } = require(process.argv[1]);
const [, , dataDir, packed] = process.argv;
const loadDataDir = packed && new Blob([require("node:fs").readFileSync(packed)]);
PGlite.create({ dataDir, ...(loadDataDir && { loadDataDir }) }).then((db) => db.close());`;

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
  const packed = packedDatabase(pglite);
  const given = packed === null ? [] : [packed];
  const child = spawn(process.execPath, ["-e", PROGRAM, pglite, fresh, ...given], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {},
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`Creating the embedded database ended with ${String(code)}.`);
  await rename(fresh, folder);
}

/** The empty database that `npm ci` packed for exactly this version, or null. */
function packedDatabase(pglite: string): string | null {
  const about = path.join(path.dirname(path.dirname(pglite)), "package.json");
  const { version } = JSON.parse(readFileSync(about, "utf8")) as { version: string };
  // `dist/` is above this file once it is compiled, and beside `src/` before.
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (folder !== path.dirname(folder)) {
    const file = path.join(folder, "dist", `embedded-${version}.tar.gz`);
    if (existsSync(file)) return file;
    folder = path.dirname(folder);
  }
  return null;
}
