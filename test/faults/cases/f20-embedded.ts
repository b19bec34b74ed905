import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { killWriters } from "../embedded/kills.js";
import { startOnTorn } from "../embedded/torn.js";
import type { PureCase } from "../harness/case.js";

/** F20: the embedded database is killed in mid-write, shared, or damaged. */
export const embeddedCase: PureCase = {
  id: "F20",
  title: "embedded: kill -9 in mid-write, two processes, damage",
  expected: "no acknowledged row lost; a second process and a damaged folder are refused in words",
  async runAlone(seed, { full }) {
    const dataDir = mkdtempSync(path.join(tmpdir(), "fermata-f20-"));
    try {
      const kills = await killWriters(dataDir, { kills: full ? 50 : 3, seed });
      const torn = await startOnTorn(dataDir, full ? undefined : [oneOf(seed)]);
      const unclear = torn
        .filter(({ isClear }) => !isClear)
        .map(({ damage, said }) => `${damage}: ${said}`);
      const { wrong, kills: killed, acked, lost, refused } = kills;
      return {
        more: { kills: killed, acked, lost, refused, torn: torn.length },
        wrong: [...wrong, ...unclear],
      };
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

const named = ["control file cut", "control file changed", "log missing", "version file missing"];

function oneOf(seed: number): string {
  return named[seed % named.length] ?? "log missing";
}
