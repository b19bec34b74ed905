import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** `prompts/` stands beside `src/`, or beside `dist/` in a built image. */
export function promptFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "prompts", "triage.md")) && folder !== dirname(folder)) {
    folder = dirname(folder);
  }
  return join(folder, "prompts");
}
