import { existsSync } from "node:fs";
import type { Settings } from "../../../config.js";
import type { Check, Finding } from "../finding.js";

/** Every problem with the variables and the config file, all that would keep it from starting. */
export function settingsCheck(settings: Settings): Check {
  const look = async (): Promise<Finding> => {
    const { path } = settings;
    const problems = settings.problems.map(({ what, fix }) => ({ what, fix: sentence(fix) }));
    const isThere = existsSync(path);
    if (!isThere && path !== "fermata.config.yml") {
      problems.push({
        what: `FERMATA_CONFIG names ${path}, which is not there`,
        fix: "Correct the path, or leave FERMATA_CONFIG out.",
      });
    }
    if (problems.length > 0) return { state: "broken", problems };
    return {
      state: "ok",
      says: isThere ? `variables and ${path}` : `variables; no ${path}, so all defaults`,
      figures: { file: isThere ? path : null },
    };
  };
  return { key: "settings", name: "Settings", limitMs: 1_000, look };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?)]$/.test(text) ? "" : "."}`;
}
