/** Writes an empty embedded database as one file; its path is the argument. */
import { rename, writeFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";

const target = process.argv[2];
const db = await PGlite.create();
const packed = await db.dumpDataDir("gzip");
await writeFile(`${target}.new`, Buffer.from(await packed.arrayBuffer()));
await rename(`${target}.new`, target);
await db.close();
