import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));

let made: Promise<string> | undefined;

/**
 * Compiles the product aside, as `npm run build` does for production, and returns the folder: a start that is
 * measured shall not hold the compiling of its own source.
 */
export function compiledProduct(): Promise<string> {
  return (made ??= compile());
}

async function compile(): Promise<string> {
  // Below node_modules, so that it finds the same packages.
  const cache = join(root, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "fermata-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const entryPoints = ["src", "graphs", "playground", "bench"].flatMap(sourcesOf);
  await build({ entryPoints, outdir: folder, outbase: root, format: "esm", target: "node20" });
  for (const beside of ["prompts", "package.json", "manifest.yml"])
    symlinkSync(join(root, beside), join(folder, beside));
  return folder;
}

function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.d)\.tsx?$/.test(name))
    .map((name) => join(root, folder, name));
}
