import { cpSync, openSync, readdirSync, rmSync, truncateSync, writeSync, closeSync } from "node:fs";
import path from "node:path";
import { startWriter } from "./writer-process.js";

/** Ways in which a copy, a full disk or a power cut leaves a data directory behind. */
const damages: Record<string, (pg: string) => void> = {
  "control file cut": (pg) => truncateSync(path.join(pg, "global", "pg_control"), 100),
  "control file changed": (pg) => flip(path.join(pg, "global", "pg_control"), 40, 200),
  "log missing": (pg) => {
    for (const name of readdirSync(path.join(pg, "pg_wal"))) {
      if (/^[0-9A-F]{24}$/.test(name)) rmSync(path.join(pg, "pg_wal", name));
    }
  },
  "log empty": (pg) => {
    for (const name of readdirSync(path.join(pg, "pg_wal"))) {
      if (/^[0-9A-F]{24}$/.test(name)) truncateSync(path.join(pg, "pg_wal", name), 0);
    }
  },
  "version file missing": (pg) => rmSync(path.join(pg, "PG_VERSION")),
  "catalog missing": (pg) => rmSync(path.join(pg, "base"), { recursive: true }),
};

/** What a start on a damaged copy said. */
export interface TornShown {
  damage: string;
  said: string;
  code: number | null;
  isClear: boolean;
}

/** Damages copies of a data directory, one way each, and starts on them. */
export async function startOnTorn(
  dataDir: string,
  names?: readonly string[],
): Promise<TornShown[]> {
  const shown: TornShown[] = [];
  for (const [damage, harm] of Object.entries(damages)) {
    if (names && !names.includes(damage)) continue;
    const copy = `${dataDir}-torn`;
    rmSync(copy, { recursive: true, force: true });
    cpSync(path.join(dataDir, "pg"), path.join(copy, "pg"), { recursive: true });
    harm(path.join(copy, "pg"));
    const writer = startWriter(copy, "look");
    const first = await writer.first;
    const code = await writer.ended;
    const said = "refused" in first ? first.refused : `It opened, with ${first.count} rows.`;
    const isClear = said.startsWith("DATA_DIR_TORN") && /restore/.test(said) && code === 1;
    shown.push({ damage, said, code, isClear });
    rmSync(copy, { recursive: true, force: true });
  }
  return shown;
}

function flip(file: string, from: number, to: number): void {
  const handle = openSync(file, "r+");
  writeSync(handle, Buffer.alloc(to - from, 0xa5), 0, to - from, from);
  closeSync(handle);
}
