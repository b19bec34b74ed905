import { sql } from "kysely";
import type { CheckpointRows } from "../../runs/ports.js";
import { deleteCheckpoints } from "../checkpoints/delete-checkpoints.js";
import { pruneCheckpoints } from "../checkpoints/prune-checkpoints.js";
import type { Db } from "./fermata-db.js";
import type { Unreadable } from "./unreadable.js";
import { createSpendRows } from "./spend-rows.js";

/** LangGraph's rows for one run, changed in the caller's transaction. `onUntidy` hears why some are kept. */
export function createCheckpointRows(
  tx: Db,
  _unreadable?: Unreadable,
  onUntidy: (error: unknown) => void = () => undefined,
): CheckpointRows {
  return {
    prune: (runId) => pruneCheckpoints(tx, runId),
    async tidy(runId) {
      await sql`savepoint tidy`.execute(tx);
      try {
        await pruneCheckpoints(tx, runId);
        await sql`release savepoint tidy`.execute(tx);
      } catch (error) {
        // Also where the connection is gone: then this throws, and the end is tried again.
        await sql`rollback to savepoint tidy`.execute(tx);
        onUntidy(error);
      }
    },
    async remove(runId) {
      await deleteCheckpoints(tx, runId);
      // Nobody takes them in any more: the look for runs that can move must not meet them.
      await sql`update fermata.human_call set taken_at = coalesce(decided_at, now())
        where run_id = ${runId} and status <> 'open' and taken_at is null`.execute(tx);
      // No step of it runs again.
      await createSpendRows(tx).forgetAnswers(runId);
    },
  };
}
