import type { RunsRows } from "../ports.js";

/** Says which model stood in for which in a run's work, a sentence each; nothing where none did. */
export async function stoodIn(rows: Pick<RunsRows, "spend">, runId: string): Promise<string[]> {
  const all = await rows.spend.standIns(runId);
  return all.map(
    ({ model, insteadOf }) =>
      `Part of this was written by ${model}, because ${insteadOf} did not answer.`,
  );
}
