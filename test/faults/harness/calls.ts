import { fromBot, read } from "../../support/steps.js";
import { type Job, runKeyOf } from "./jobs.js";
import type { Stage } from "./stage.js";

/** What the record says of a job's call. */
export interface CallRow {
  id: string;
  status: string;
  /** Who decided it. */
  by: string | null;
}

/** The calls of a job that were put to people, oldest first. */
export async function callsOf(on: Stage, job: Job): Promise<CallRow[]> {
  return on.rows<{ id: string; status: string; by: string | null }>(
    `select c.id, c.status, l.actor as by from fermata.human_call c
     left join fermata.ledger l on l.kind = 'call_decided' and l.key = c.id || ':decided'
     where c.run_id = $1 order by c.opened_at, c.id`,
    [runKeyOf(on.workspace, job)],
  );
}

/** How often the record says each of these things of a call. */
export async function factsOf(on: Stage, callId: string): Promise<Record<string, number>> {
  const rows = await on.rows<{ kind: string; n: number }>(
    `select kind, count(*)::int as n from fermata.ledger where key like $1 group by kind`,
    [`${callId}:%`],
  );
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
}

/** Moves the end of a call's time to so many milliseconds from the database's now. */
export async function endIn(on: Stage, callId: string, ms: number): Promise<void> {
  await on.rows(
    `update fermata.human_call set deadline_at = now() + $2 * interval '1 millisecond' where id = $1`,
    [callId, ms],
  );
}

/** What only this person was told after the first `known` answers. */
export function toldSince(on: Stage, user: string, known: number): string[] {
  return on.workspace.ephemerals(user).slice(known).map(read);
}

/** The words of all that the bot shows of a job. */
export function wordsOf(on: Stage, job: Job): string {
  return fromBot(on.workspace, job).map(read).join("\n");
}
