import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Reads a file of the checkout or the image, whose root is where `manifest.yml` stands; null if it is not there. */
export function readBeside(path: string): string | null {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "manifest.yml")) && folder !== dirname(folder)) {
    folder = dirname(folder);
  }
  const file = join(folder, path);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
