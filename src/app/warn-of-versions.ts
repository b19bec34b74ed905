import type { GraphVersions } from "../../graphs/version.js";
import type { Log } from "../log.js";

/** At a start: tells the operator of runs that wait for a version which this process has never heard of. */
export async function warnOfVersions(deps: {
  byVersion: () => Promise<Record<string, number>>;
  versions: Pick<GraphVersions, "loadable" | "retired">;
  log: Log;
}): Promise<void> {
  const { loadable, retired } = deps.versions;
  for (const [version, runs] of Object.entries(await deps.byVersion())) {
    if (Object.hasOwn(loadable, version) || retired.includes(version)) continue;
    deps.log.warn({ version, runs }, "runs wait for a newer version of Fermata and are left to it");
  }
}
