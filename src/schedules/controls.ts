import type { FactKind } from "../domain/fact.js";
import type { InboxBody } from "../domain/inbox.js";
import type { Schedule } from "../domain/schedule.js";
import { append } from "../ledger/append.js";
import type { RunsRows } from "../runs/ports.js";
import { showScheduleCard } from "./card.js";
import { type FireSettings, fireAt } from "./fire.js";
import { pause, settlePaused } from "./pause.js";
import { next, readRecurrence } from "./recurrence.js";
import { recurrenceWords } from "./recurrence-words.js";
import { titleOfGoal } from "./title.js";
import { instantInWords } from "./time-words.js";

/** What a control did: what is said privately (empty: the card says it), and the run to wake. */
export interface Done {
  says: string;
  runId?: string | null;
}

/** Who does it, when, and the key that makes a repeat the same. */
export interface Doing {
  rows: RunsRows;
  by: string;
  key: string;
  now: Date;
  settings: FireSettings;
}

type Verb = Extract<InboxBody, { kind: "schedule_act" }>["verb"];

/** Does one control of a schedule, whose row is locked. */
export async function control(schedule: Schedule, verb: Verb, doing: Doing): Promise<Done> {
  const { rows, now, by, key } = doing;
  const paused = schedule.state === "paused";
  switch (verb) {
    case "confirm":
      return confirm(schedule, doing);
    case "resume":
      return paused ? activate(schedule, doing, "schedule_resumed") : { says: "It is not paused." };
    case "pause":
      if (schedule.state !== "active") return { says: "It is paused already." };
      await pause(rows, schedule, { why: "", by, key, now });
      return { says: `Paused: ${schedule.title}. Nothing runs until you resume it.` };
    case "skip":
      return skip(schedule, doing);
    case "run":
      return runNow(schedule, doing);
    case "delete":
      return remove(schedule, doing);
  }
}

/** More schedules than this one person has not. */
const MOST_SCHEDULES = 200;

async function confirm(schedule: Schedule, doing: Doing): Promise<Done> {
  if (schedule.state !== "proposed") return { says: "This schedule is saved already." };
  const { team, creatorId } = schedule;
  const all = await doing.rows.schedules.ofCreator(team, creatorId);
  if (all.length >= MOST_SCHEDULES) {
    return { says: `You have ${all.length} schedules. Delete one of them, then confirm this one.` };
  }
  return activate(schedule, doing, "schedule_confirmed");
}

/** Changes when and what; an active schedule goes on from now with it. */
export async function change(
  schedule: Schedule,
  wanted: { cron: string; goal: string },
  doing: Doing,
): Promise<Done> {
  const { rows, now } = doing;
  const read = readRecurrence(wanted.cron);
  if (!read.ok) return { says: `${read.why} Nothing was changed.` };
  // A name that was made from the goal follows it.
  const isMade = schedule.title === titleOfGoal(schedule.goal);
  const title = isMade ? titleOfGoal(wanted.goal) : schedule.title;
  const changed: Schedule = { ...schedule, cron: read.cron, goal: wanted.goal, title };
  if (schedule.state === "active") changed.nextAt = nextOf(changed, now);
  await rows.schedules.put(changed);
  await fact(changed, doing, "schedule_changed", { cron: read.cron });
  await showScheduleCard(rows, changed, now);
  if (schedule.state === "proposed") return { says: "" };
  return { says: `Changed: ${recurrenceWords(read.cron, changed.tz)}. ${nextWords(changed)}` };
}

async function activate(
  schedule: Schedule,
  doing: Doing,
  kind: "schedule_confirmed" | "schedule_resumed",
): Promise<Done> {
  const { rows, now } = doing;
  const active: Schedule = {
    ...schedule,
    state: "active",
    pausedWhy: "",
    failures: 0,
    nextAt: nextOf(schedule, now),
    confirmedAt: schedule.confirmedAt ?? now,
  };
  await rows.schedules.put(active);
  await fact(active, doing, kind);
  await showScheduleCard(rows, active, now);
  await settlePaused(rows, active, `Resumed. ${nextWords(active)}`);
  return { says: kind === "schedule_confirmed" ? "" : `Resumed. ${nextWords(active)}` };
}

async function skip(schedule: Schedule, doing: Doing): Promise<Done> {
  const { rows } = doing;
  if (schedule.state !== "active" || schedule.nextAt === null) {
    return { says: "Nothing is due while it is paused." };
  }
  const skipped = schedule.nextAt;
  const later: Schedule = { ...schedule, nextAt: nextOf(schedule, skipped) };
  await rows.schedules.put(later);
  await fact(later, doing, "schedule_skipped", { instant: skipped.toISOString() });
  await showScheduleCard(rows, later, doing.now);
  return { says: `Skipped ${instantInWords(skipped, schedule.tz)}. ${nextWords(later)}` };
}

async function runNow(schedule: Schedule, doing: Doing): Promise<Done> {
  const { rows, now, settings } = doing;
  if (schedule.state === "proposed") return { says: "Confirm it first, then it can run." };
  // Each time costs money: somebody who presses often gets one.
  if (await rows.schedules.isUnderWay(schedule.id)) return { says: "It is running already." };
  const at = { instant: now, lateMs: 0, missed: 0 };
  const runId = await fireAt(rows, schedule, at, now, settings);
  if (runId === null) return { says: "It is running already." };
  await rows.schedules.put({ ...schedule, lastAt: now });
  return { says: `Runs once now: ${schedule.title}. The result comes as always.`, runId };
}

async function remove(schedule: Schedule, doing: Doing): Promise<Done> {
  const { rows, now } = doing;
  const isNew = schedule.state === "proposed";
  const deleted: Schedule = { ...schedule, state: "deleted", nextAt: null };
  await rows.schedules.put(deleted);
  await fact(deleted, doing, "schedule_deleted");
  await showScheduleCard(rows, deleted, now, isNew);
  await settlePaused(rows, deleted, "Deleted. Nothing runs any more.");
  return { says: isNew ? "" : `Deleted: ${schedule.title}. Nothing runs any more.` };
}

function fact(
  schedule: Schedule,
  { rows, by, key, now }: Doing,
  kind: FactKind,
  data: Record<string, string> = {},
): Promise<boolean> {
  const chain = `schedule:${schedule.id}`;
  return append(rows.ledger, { chain, kind, key: `${kind}:${key}`, actor: by, at: now, data });
}

function nextOf({ cron, tz }: Schedule, from: Date): Date | null {
  return next(cron, tz, from, 1)[0] ?? null;
}

function nextWords({ nextAt, tz }: Schedule): string {
  return nextAt === null ? "It does not come again." : `Next: ${instantInWords(nextAt, tz)}.`;
}
