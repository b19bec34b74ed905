import { sql } from "kysely";
import { z } from "zod";
import { UsedRule } from "../../domain/alike.js";
import { RuleExample, StandingRule } from "../../domain/standing-rule.js";
import type { RuleRows } from "../../humans/rule-ports.js";
import type { Selectable } from "kysely";
import type { StandingRuleTable } from "../tables-inbox.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText, toText } from "./json-text.js";
import { toHumanCall } from "./to-human-call.js";

const Examples = z.array(RuleExample);

/** Automatic rules: one row each, from the offer to the end. */
export function createRuleRows(tx: Db): RuleRows {
  const db = inSchema(tx);
  return {
    async offer(rule) {
      const row = await db
        .insertInto("standing_rule")
        .values({
          id: rule.id,
          team: rule.team,
          user_id: rule.userId,
          user_name: rule.userName,
          state: rule.state,
          pattern: rule.pattern,
          fn: rule.fn,
          verb: rule.verb,
          words: rule.words,
          policy: rule.policy,
          shown: toText(Examples, rule.shown),
          offered_at: rule.offeredAt,
          from_at: null,
          until_at: null,
          ended_at: null,
          ended_by: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async get(id) {
      const row = await db
        .selectFrom("standing_rule")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      return row ? toRule(row) : null;
    },
    async step(id, from, to, patch) {
      const row = await db
        .updateTable("standing_rule")
        .set({
          state: to,
          ...(patch.fromAt === undefined ? {} : { from_at: patch.fromAt }),
          ...(patch.untilAt === undefined ? {} : { until_at: patch.untilAt }),
          ...(patch.endedAt === undefined ? {} : { ended_at: patch.endedAt }),
          ...(patch.endedBy === undefined ? {} : { ended_by: patch.endedBy }),
        })
        .where("id", "=", id)
        .where("state", "=", from)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async refusedSince({ team, userId }, pattern, since) {
      const row = await db
        .selectFrom("standing_rule")
        .select("id")
        .where("team", "=", team)
        .where("user_id", "=", userId)
        .where("pattern", "=", pattern)
        .where("ended_by", "=", userId)
        .where("ended_at", ">", since)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async standsFor(team, pattern) {
      if (pattern === "") return false;
      const row = await db
        .selectFrom("standing_rule")
        .select("id")
        .where("team", "=", team)
        .where("pattern", "=", pattern)
        .where("state", "=", "active")
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async lastOf(pattern, limit) {
      const rows = await db
        .selectFrom("human_call")
        .selectAll()
        .where("pattern", "=", pattern)
        .where("pattern", "<>", "")
        .where("status", "<>", "open")
        .orderBy("decided_at", "desc")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(toHumanCall);
    },
    async timeOver(now, limit) {
      const rows = await db
        .selectFrom("standing_rule")
        .selectAll()
        .where("state", "=", "active")
        .where("until_at", "<=", now)
        .orderBy("until_at")
        .limit(limit)
        .execute();
      return rows.map(toRule);
    },
    async usable(limit) {
      const { rows } = await sql<{ call_id: string; rule_id: string }>`select c.id as call_id,
          s.id as rule_id
        from fermata.standing_rule s
        join fermata.human_call c on c.pattern = s.pattern and c.status = 'open'
        join fermata.run r on r.id = c.run_id and r.team = s.team and r.status <> 'failed'
        where s.state = 'active' and c.joined_to is null and c.need = 1
          and (c.asked::jsonb || c.others::jsonb)
            @> jsonb_build_array(jsonb_build_object('id', s.user_id))
        order by c.opened_at limit ${limit}`.execute(tx);
      const found = [];
      for (const row of rows) {
        const call = await db
          .selectFrom("human_call")
          .selectAll()
          .where("id", "=", row.call_id)
          .executeTakeFirst();
        const rule = await this.get(row.rule_id);
        if (call && rule) found.push({ call: toHumanCall(call), rule });
      }
      return found;
    },
    async mark(callId, used) {
      await db
        .updateTable("human_call")
        .set({ by_rule: toText(UsedRule, used) })
        .where("id", "=", callId)
        .execute();
    },
  };
}

/** A rule from its row; throws if a JSON column does not have its form. */
function toRule(row: Selectable<StandingRuleTable>): StandingRule {
  return StandingRule.parse({
    id: row.id,
    team: row.team,
    userId: row.user_id,
    userName: row.user_name,
    state: row.state,
    pattern: row.pattern,
    fn: row.fn,
    verb: row.verb,
    words: row.words,
    policy: row.policy,
    shown: fromText(Examples, row.shown),
    offeredAt: row.offered_at,
    fromAt: row.from_at,
    untilAt: row.until_at,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
  });
}
