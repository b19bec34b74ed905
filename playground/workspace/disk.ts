import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { WorldState } from "./types.js";
import type { World } from "./world.js";

const settleMs = 50;

interface Kept {
  version: 1;
  origin: string;
  state: WorldState;
}

/** Reads the world that was kept in `dir`; links to this server are moved to where it is now. */
export function loadWorld(dir: string | undefined, origin: string): WorldState | undefined {
  if (dir === undefined) return undefined;
  const path = join(dir, "workspace.json");
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8");
  const before = (JSON.parse(text) as Kept).origin;
  const kept = JSON.parse(before === origin ? text : text.replaceAll(before, origin)) as Kept;
  if (kept.version !== 1)
    throw new Error(`${path} was written by another version; start with --fresh`);
  return kept.state;
}

/** Keeps the world in `dir` as it changes; `flush` writes what is still unwritten. */
export function keepOnDisk(
  world: World,
  dir: string | undefined,
  origin: string,
): { flush(): void; stop(): void } {
  if (dir === undefined) return { flush: () => undefined, stop: () => undefined };
  mkdirSync(dir, { recursive: true });
  const path = join(dir, "workspace.json");
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const kept: Kept = { version: 1, origin, state: world.state };
    // Written beside and renamed, so that a crash in between leaves the last whole state.
    writeFileSync(`${path}.new`, JSON.stringify(kept));
    renameSync(`${path}.new`, path);
  };
  const stopListening = world.onChange(() => {
    timer ??= setTimeout(flush, settleMs);
  });
  flush();
  return {
    flush,
    stop() {
      stopListening();
      flush();
    },
  };
}
