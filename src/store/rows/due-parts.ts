import { sql } from "kysely";
import type { DueParts, SweepPart } from "../../runs/sweep-parts.js";
import { waitsToBeSeen } from "./call-seen.js";
import type { Db } from "./fermata-db.js";
import { mayMove } from "./run-claimable.js";

/**
 * Which parts of a sweep may have something to do, in one statement of looks into small indexes: with ten thousand
 * jobs that wait, nothing is due at nearly every pass. Each look may say yes too often, never no where a part
 * would find something.
 */
export function createDueParts(db: Db): DueParts {
  return async (now, versions) => {
    const at = sql`${now}::timestamptz`;
    const looks: Record<SweepPart, ReturnType<typeof sql>> = {
      runs: sql`from (${mayMove(versions)}) may_move`,
      seen: sql`from fermata.human_call where ${waitsToBeSeen()}`,
      deadlines: sql`from fermata.human_call where status = 'open' and deadline_at <= ${at}`,
      schedules: sql`from (
          (select 1 from fermata.schedule where state = 'active' and next_at <= ${at} limit 1)
          union all (select 1 from fermata.schedule where state = 'proposed' limit 1)
          union all (select 1 from fermata.fire where settled_at is null limit 1)) due`,
      reminders: sql`from fermata.human_call where status = 'open' and remind_at <= ${at}
          and (reminded_at is null or silence = 'wait')`,
      escalations: sql`from fermata.human_call where status = 'open' and escalate_at <= ${at}`,
      remindMe: sql`from fermata.reminder where sent_at is null and at <= ${at}`,
      clicks: sql`from fermata.inbox where handled_at is null`,
      lines: sql`from fermata.run where status = 'running'`,
      homes: sql`from fermata.home_change`,
      mornings: sql`from fermata.morning where next_at <= ${at}`,
      rules: sql`from fermata.standing_rule where state = 'active'`,
      lost: sql`from fermata.outbox where state = 'dead'`,
      cards: sql`from fermata.outbox where state = 'dead'`,
      files: sql`from fermata.outbox where state = 'dead'`,
      posts: sql`from fermata.effect where state = 'taking_down'`,
    };
    const parts = Object.entries(looks);
    const asked = parts.map(([part, look]) => sql`exists (select 1 ${look}) as ${sql.id(part)}`);
    const { rows } = await sql<Record<string, boolean>>`select ${sql.join(asked)}`.execute(db);
    return new Set(parts.map(([part]) => part as SweepPart).filter((part) => rows[0]?.[part]));
  };
}
