import { newId } from "../domain/ids.js";
import type { Schedule } from "../domain/schedule.js";
import { append } from "../ledger/append.js";
import type { RunsRows } from "../runs/ports.js";
import { showScheduleCard } from "./card.js";
import { titleOfGoal } from "./title.js";

/** What is proposed, and where its card and its results go. */
export type Proposal = Pick<
  Schedule,
  | "team"
  | "channel"
  | "threadTs"
  | "readThreadTs"
  | "isDm"
  | "creatorId"
  | "goal"
  | "files"
  | "cron"
  | "tz"
  | "lastCostUsd"
> & { title: string };

/** Keeps a proposed schedule and shows its card (S11). Nothing runs until it is confirmed. */
export async function propose(
  rows: Pick<RunsRows, "schedules" | "outbox" | "ledger" | "people">,
  proposal: Proposal,
  now: Date,
): Promise<Schedule> {
  const schedule: Schedule = {
    ...proposal,
    id: newId("sch"),
    title: proposal.title === "" ? titleOfGoal(proposal.goal) : proposal.title,
    state: "proposed",
    pausedWhy: "",
    nextAt: null,
    failures: 0,
    lastAt: null,
    createdAt: now,
    confirmedAt: null,
  };
  await rows.schedules.insert(schedule);
  await append(rows.ledger, {
    chain: `schedule:${schedule.id}`,
    kind: "schedule_proposed",
    key: "proposed",
    actor: schedule.creatorId,
    at: now,
    data: { cron: schedule.cron, tz: schedule.tz },
  });
  await showScheduleCard(rows, schedule, now);
  return schedule;
}
