import { broken, type Check } from "../finding.js";

const OLDEST = [20, 19] as const;

/** Whether this Node is new enough; `version` as in `process.versions.node`. */
export function nodeCheck(version: string): Check {
  const look = async () => {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    const isNew = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
    return isNew
      ? { state: "ok" as const, says: version, figures: { version } }
      : broken(`This is Node ${version}.`, `Install Node ${OLDEST.join(".")} or newer.`, {
          version,
        });
  };
  return { key: "node", name: "Node", limitMs: 1_000, look };
}
