import type { SurfaceRows } from "./ports.js";

/** Another process's discovery is heard of after this; until then a refusal costs one more call. */
const FRESH_MS = 60_000;

/** Keeps what a workspace refused in memory, so that not every message asks the database. */
export function rememberSurface(rows: SurfaceRows, nowMs: () => number): SurfaceRows {
  const known = new Map<string, { refused: Set<string>; until: number }>();
  return {
    async refused(team) {
      const found = known.get(team);
      if (found && nowMs() < found.until) return new Set(found.refused);
      const refused = await rows.refused(team);
      known.set(team, { refused: new Set(refused), until: nowMs() + FRESH_MS });
      return refused;
    },
    async remember(team, what) {
      await rows.remember(team, what);
      known.get(team)?.refused.add(what);
    },
  };
}
