import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readOnCall } from "../config/on-call.js";
import type { OnCallEntry } from "../domain/on-call.js";
import type { Log } from "../log.js";
import type { OnCall } from "../policy/ports.js";

/**
 * Reads on-call files beside the config file, again when they have changed. One that cannot be read any more, or that
 * somebody is in the middle of writing, counts as it was last.
 */
export function createOnCallFiles({ folder, log }: { folder: string; log: Log }): OnCall {
  const known = new Map<string, { changed: string; entries: readonly OnCallEntry[] }>();
  return {
    async entries(path) {
      const file = join(folder, path);
      const had = known.get(path);
      let changed = "gone";
      try {
        const { mtimeMs, size } = await stat(file);
        changed = `${mtimeMs}:${size}`;
        if (had?.changed === changed) return had.entries;
        const read = readOnCall(path, await readFile(file, "utf8"));
        if (read.ok) {
          known.set(path, { changed, entries: read.entries });
          return read.entries;
        }
        log.warn({ file: path, problem: read.problem }, "on-call file not taken");
      } catch (error) {
        const code = typeof error === "object" && error && "code" in error ? error.code : null;
        if (code === null) throw error;
        log.warn({ file: path, code }, "on-call file not read");
      }
      // Said once for each change, not for each look.
      known.set(path, { changed, entries: had?.entries ?? [] });
      return had?.entries ?? [];
    },
  };
}
