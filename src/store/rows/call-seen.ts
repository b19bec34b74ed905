import { type RawBuilder, sql } from "kysely";
import { cardKey } from "../../delivery/card-place.js";

const key = () => sql`coalesce(human_call.card, human_call.id || ${cardKey("")})`;

/** Whether the outbox row `o` is the card of a `human_call`, or the copy of somebody who has only that. */
export function isItsCard(): RawBuilder<boolean> {
  return sql<boolean>`(o.op_key = ${key()}
    or (human_call.reached like '%"people":[{%' and o.run_id = human_call.run_id
      and starts_with(o.op_key, ${key()} || ':')))`;
}

/** Whether a card of a `human_call` is still on its way to Slack; one that Slack would not take is not. */
export function isUnseen(): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from fermata.outbox o
    where (o.ts is null or fn = 'release') and o.state = 'due' and ${isItsCard()})`;
}

/** An open `human_call` whose silence goes on, of which nobody noted yet that people can see it. */
export function waitsToBeSeen(): RawBuilder<boolean> {
  return sql<boolean>`(status = 'open' and silence = 'default' and fn <> 'release' and seen_at is null)`;
}

/** Where silence means "go on", time in which nobody could answer a `human_call` does not count. */
export function somebodySees(): RawBuilder<boolean> {
  return sql<boolean>`not (silence = 'default' and (
    exists (select 1 from fermata.presence p where p.what = 'slack' and p.down_since is not null)
    or ${isUnseen()}
    or (${waitsToBeSeen()} and exists (select 1 from fermata.outbox o
      where o.op_key = ${key()} and o.ts is not null))))`;
}

/** The columns of a call that is seen from now on: what was lost until then is given back, if it was `leastMs`. */
export function begun(seen: RawBuilder<unknown>, leastMs: number): RawBuilder<unknown> {
  const lost = sql`case when ${seen} - opened_at >= ${leastMs}::float8 * interval '1 millisecond'
    then ${seen} - opened_at else interval '0' end`;
  return sql`seen_at = ${seen},
    deadline_at = deadline_at + ${lost},
    remind_at = case when reminded_at is null then remind_at + ${lost} else remind_at end,
    escalate_at = escalate_at + ${lost}`;
}

/** While the job of a `human_call` failed and waits for "Try again", time stands still for its questions. */
export function ofStanding(): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from fermata.run r
    where r.id = human_call.run_id and r.status <> 'failed')`;
}

/** Whether an open `human_call` ends when its deadline has passed: others are left open on purpose. */
export function endsInTime(): RawBuilder<boolean> {
  return sql<boolean>`(silence <> 'wait' and ${ofStanding()} and ${somebodySees()})`;
}
