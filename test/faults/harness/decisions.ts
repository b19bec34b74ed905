import type { Sql } from "./own-postgres.js";

/**
 * Has the database count how often each call is decided. The record cannot tell: its key is the call's, so a second
 * decision leaves no second line there, and a card that says the same twice looks like one.
 */
export async function countDecisions(sql: Sql): Promise<void> {
  await sql("create schema if not exists faults");
  await sql("create table if not exists faults.decision (call_id text not null)");
  await sql(`create or replace function faults.note_decision() returns trigger language plpgsql as $$
    begin
      insert into faults.decision values (new.id);
      return null;
    end $$`);
  // Also where the words of a decided call are set to decided once more: that is what a second decision does.
  await sql(`create or replace trigger faults_decided after update of status on fermata.human_call
    for each row when (new.status = 'decided') execute function faults.note_decision()`);
}

/** Calls that were decided more than once since the counting began. */
export async function decidedTwice(sql: Sql): Promise<string[]> {
  const rows = await sql<{ call_id: string }>(
    "select call_id from faults.decision group by call_id having count(*) > 1 order by call_id",
  );
  return rows.map(({ call_id }) => call_id);
}
