import type { CheckpointRows } from "../../runs/ports.js";
import { deleteCheckpoints } from "../checkpoints/delete-checkpoints.js";
import { pruneCheckpoints } from "../checkpoints/prune-checkpoints.js";
import type { Db } from "./fermata-db.js";

/** LangGraph's rows for one run, changed in the caller's transaction. */
export function createCheckpointRows(tx: Db): CheckpointRows {
  return {
    prune: (runId) => pruneCheckpoints(tx, runId),
    remove: (runId) => deleteCheckpoints(tx, runId),
  };
}
