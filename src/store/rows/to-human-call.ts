import type { Selectable } from "kysely";
import { z } from "zod";
import { UsedRule } from "../../domain/alike.js";
import { Added, CallArgs, HumanCall, Reached } from "../../domain/human-call.js";
import { CallOutcome } from "../../domain/call-outcome.js";
import { Named } from "../../domain/person.js";
import { StandsIn } from "../../domain/stands-in.js";
import type { HumanCallTable } from "../tables.js";
import { readPacked } from "../packed-text.js";
import { fromText } from "./json-text.js";

const Names = z.array(Named);
const Ids = z.array(z.string());
const AddedList = z.array(Added);
const StandIns = z.array(StandsIn);

/** A call from its row; throws if a JSON column does not have its form. */
export function toHumanCall(row: Selectable<HumanCallTable>): HumanCall {
  return HumanCall.parse({
    id: row.id,
    runId: row.run_id,
    taskId: row.task_id,
    status: row.status,
    args: CallArgs.parse(readPacked(row.args)),
    asked: fromText(Names, row.asked),
    others: fromText(Names, row.others),
    channel: row.channel,
    threadTs: row.thread_ts,
    silence: row.silence,
    openedAt: row.opened_at,
    deadlineAt: row.deadline_at,
    remindAt: row.remind_at,
    remindedAt: row.reminded_at,
    outcome: row.outcome === null ? null : fromText(CallOutcome, row.outcome),
    decidedBy: row.decided_by === null ? null : fromText(Named, row.decided_by),
    decidedAt: row.decided_at,
    ...(row.decided_via === null ? {} : { decidedVia: row.decided_via }),
    takenAt: row.taken_at,
    reached: fromText(Reached, row.reached),
    added: fromText(AddedList, row.added),
    escalateAt: row.escalate_at,
    escalateTo: row.escalate_to === null ? [] : fromText(Names, row.escalate_to),
    standIns: fromText(StandIns, row.stand_ins),
    ...(row.card === null ? {} : { card: row.card }),
    need: row.need,
    tier: row.tier,
    rule: row.rule,
    excluded: fromText(Ids, row.excluded),
    ...(row.risk === "high" && row.pattern === "" && row.same === ""
      ? {}
      : { alike: { risk: row.risk, pattern: row.pattern, same: row.same } }),
    ...(row.joined_to === null ? {} : { joinedTo: row.joined_to }),
    ...(row.by_rule === null ? {} : { byRule: fromText(UsedRule, row.by_rule) }),
  });
}
