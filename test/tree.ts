import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = join(fileURLToPath(import.meta.url), "..", "..");

/** A file of the repository as text. */
export function readRoot(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** All source files under the given folders: path from the root → text. */
export function sourceFiles(...folders: string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join("/");
      if (entry.isFile() && /\.tsx?$/.test(path)) files.set(path, readRoot(path));
    }
  }
  return files;
}
