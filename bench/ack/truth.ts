import { openPools } from "../../src/store/open-store-pool.js";
import { type Loaded, pendingOf } from "./load.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";

/** What was acknowledged, and which of it has no row after the bot was killed. */
export interface Truth {
  goalsAcked: number;
  goalsWithoutRow: number;
  goalsTwice: number;
  notesAcked: number;
  notesWithoutRow: number;
  clicksAcked: number;
  clicksWithoutRow: number;
  bystandersWithRow: number;
  runsEnded: number;
  runsWaiting: number;
}

/** Compares what the workspace got acknowledged with the rows that a killed bot left. */
export async function readTruth(
  store: { databaseUrl: string | undefined; dataDir: string },
  workspace: Workspace,
  loaded: Loaded,
): Promise<Truth> {
  const pools = await openPools({ ...store, onError: (error) => console.error(error.message) });
  try {
    const list = async (statement: string): Promise<string[]> =>
      (await pools.pool.query<{ ts: string }>(statement)).rows.map((row) => row.ts);
    const goals = await list("select message_ts as ts from fermata.request");
    const notes = new Set(await list("select message_ts as ts from fermata.note"));
    const clicks = (await list("select dedupe_key as ts from fermata.inbox")).length;
    const ended = await list(
      "select id as ts from fermata.run where status in ('completed', 'failed', 'cancelled')",
    );
    const waiting = await list("select id as ts from fermata.run where status = 'waiting'");
    const goalSet = new Set(goals);
    const acked = (kind: string) =>
      loaded.sent.filter(
        (one) => one.kind === kind && pendingOf(workspace, one.ts) < one.deliveries,
      );
    const clicksAcked = loaded.clicks.filter((click) => click.acked).length;
    return {
      goalsAcked: acked("goal").length,
      goalsWithoutRow: acked("goal").filter((one) => !goalSet.has(one.ts)).length,
      goalsTwice: goals.length - goalSet.size,
      notesAcked: acked("note").length,
      notesWithoutRow: acked("note").filter((one) => !notes.has(one.ts)).length,
      clicksAcked,
      clicksWithoutRow: Math.max(0, clicksAcked - clicks),
      bystandersWithRow: loaded.sent.filter(
        (one) => one.kind === "bystander" && (goalSet.has(one.ts) || notes.has(one.ts)),
      ).length,
      runsEnded: ended.length,
      runsWaiting: waiting.length,
    };
  } finally {
    await pools.close();
  }
}
