import type { Schedule } from "../domain/schedule.js";
import { append } from "../ledger/append.js";
import type { RunsRows } from "../runs/ports.js";
import { showScheduleCard } from "./card.js";

type Rows = Pick<RunsRows, "schedules" | "outbox" | "ledger" | "people">;

/** Pauses an active schedule; `why` is empty where a person did it. */
export async function pause(
  rows: Rows,
  schedule: Schedule,
  change: { why: string; by: string | null; key: string; now: Date },
): Promise<Schedule> {
  const paused: Schedule = { ...schedule, state: "paused", pausedWhy: change.why, nextAt: null };
  await rows.schedules.put(paused);
  await append(rows.ledger, {
    chain: `schedule:${schedule.id}`,
    kind: "schedule_paused",
    key: `paused:${change.key}`,
    actor: change.by,
    at: change.now,
    data: { byRule: change.why !== "" },
  });
  await showScheduleCard(rows, paused, change.now);
  return paused;
}

/** Says once, directly to whoever set it up, why a schedule was paused by itself, with what can be done. */
export async function tellPaused(
  rows: Pick<RunsRows, "outbox">,
  schedule: Schedule,
  to = schedule.creatorId,
): Promise<void> {
  await put(rows, schedule, to, { isOpen: true, outcome: "" });
}

/** Settles what was said about a pause, once somebody has decided. */
export async function settlePaused(
  rows: Pick<RunsRows, "outbox">,
  schedule: Schedule,
  outcome: string,
): Promise<void> {
  const told = await rows.outbox.get(keyOf(schedule));
  if (told?.type !== "message" || told.shown.kind !== "schedule_paused") return;
  await rows.outbox.put({ ...told, pings: [], shown: { ...told.shown, isOpen: false, outcome } });
}

async function put(
  rows: Pick<RunsRows, "outbox">,
  schedule: Schedule,
  channel: string,
  state: { isOpen: boolean; outcome: string },
): Promise<void> {
  await rows.outbox.put({
    type: "message",
    opKey: keyOf(schedule),
    runId: null,
    channel,
    threadTs: null,
    pings: [],
    shown: {
      kind: "schedule_paused",
      scheduleId: schedule.id,
      title: schedule.title,
      why: schedule.pausedWhy,
      ...state,
    },
  });
}

/** One for each time it is paused: its last instant is another one then. */
function keyOf(schedule: Schedule): string {
  return `${schedule.id}:paused:${schedule.lastAt?.toISOString() ?? ""}`;
}
