#!/usr/bin/env node
/**
 * Runs after `npm ci`: compiles to dist/ and packs an empty embedded database beside it, so that the first start takes
 * seconds less. Both only save time: without them `npm start` compiles as it goes and creates the database itself.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");

function step(what, args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) console.error(`${what} did not work; the first start will take longer.`);
}

// An image's install step has no source yet, and a production install no compiler.
if (existsSync(join(root, "src", "main.ts")) && existsSync(tsc)) {
  step("Compiling", [tsc, "-p", "tsconfig.build.json"]);
  const pglite = join(root, "node_modules", "@electric-sql", "pglite", "package.json");
  const { version } = JSON.parse(readFileSync(pglite, "utf8"));
  const packed = join(root, "dist", `embedded-${version}.tar.gz`);
  if (!existsSync(packed))
    step("Packing the database", [join(root, "bin", "pack-database.mjs"), packed]);
}
