#!/usr/bin/env node
/**
 * `npm start [-- bot | worker | …]`. Everything runs in this one process, so that a signal to it, even the
 * hardest one, reaches the bot and nothing is left behind.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, "dist", "src", "main.js");
const source = join(root, "src", "main.ts");

/** The newest change under a path in milliseconds; a folder's own time tells of files that went away. */
function newestMs(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

/** Whether dist/ holds what the source says. The image has no source: there dist/ is all there is. */
function isBuiltFresh() {
  if (!existsSync(built)) return false;
  if (!existsSync(source)) return true;
  const inputs = ["src", "graphs", "package.json"].map((name) => newestMs(join(root, name)));
  return statSync(built).mtimeMs >= Math.max(...inputs);
}

function giveUp(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  giveUp(`Fermata needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
}

// Variables that are set already win over the file.
if (existsSync(".env")) process.loadEnvFile(".env");

if (isBuiltFresh()) {
  await import(pathToFileURL(built).href);
} else if (existsSync(source) && existsSync(join(root, "node_modules", "tsx"))) {
  const { register } = await import("tsx/esm/api");
  register();
  await import(pathToFileURL(source).href);
} else if (existsSync(source)) {
  giveUp("Nothing to run yet. Run `npm ci` first, or `npm run build` to make dist/.");
} else {
  giveUp(
    "Neither dist/src/main.js nor src/main.ts is here. Run `npm run build` in a full checkout.",
  );
}
