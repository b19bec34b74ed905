import { hasCode } from "../../../errors.js";
import { type DataDirFacts, probeDataDir } from "../../../store/probe-data-dir.js";
import { codeOf } from "../code-of.js";
import { broken, type Check, type Finding } from "../finding.js";

const says: Record<DataDirFacts["state"], string> = {
  new: "will be made at the first start",
  empty: "empty, and can be written",
  database: "opens, and nobody else uses it",
};

/** Whether the embedded database's folder can be written, is free, and opens. */
export function dataDirCheck(dataDir: string): Check {
  const look = async (): Promise<Finding> => {
    try {
      const { state } = await probeDataDir(dataDir);
      const figures = { kind: "embedded", found: state };
      return { state: "ok", says: `embedded in ${dataDir}: ${says[state]}`, figures };
    } catch (error) {
      return judge(dataDir, error);
    }
  };
  return { key: "database", name: "Database", limitMs: 30_000, look };
}

function judge(dataDir: string, error: unknown): Finding {
  const figures = { kind: "embedded" };
  if (hasCode(error, "DATA_DIR_IN_USE")) {
    return broken(
      `Another process is using ${dataDir}.`,
      "Stop the other Fermata, or set DATA_DIR to a folder of its own, or use DATABASE_URL.",
      figures,
    );
  }
  if (hasCode(error, "DATA_DIR_TORN")) {
    return broken(
      `The database in ${dataDir} does not open.`,
      "Move the folder away and restore it from a backup, or start with an empty DATA_DIR.",
      figures,
    );
  }
  return broken(
    `${dataDir} cannot be written (${codeOf(error)}).`,
    "Give this user the right to write there, or set DATA_DIR to another folder.",
    figures,
  );
}
