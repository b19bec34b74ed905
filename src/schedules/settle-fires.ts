import type { RunsRows } from "../runs/ports.js";
import { pause, tellPaused } from "./pause.js";

/** After this many failed fires in a row a schedule is paused. */
const MOST_FAILURES = 3;

/** Counts how fires ended: what they cost, and how many failed in a row; three pause the schedule. Gives those paused. */
export async function settleFires(rows: RunsRows, now: Date, limit: number): Promise<string[]> {
  const pausedIds: string[] = [];
  for (const { fire, how, spentUsd } of await rows.schedules.endedFires(limit)) {
    await rows.schedules.markSettled(fire, now);
    const schedule = await rows.schedules.lock(fire.scheduleId);
    if (!schedule || schedule.state === "deleted" || how === "cancelled") continue;
    const failures = how === "failed" ? schedule.failures + 1 : 0;
    const counted = {
      ...schedule,
      failures,
      lastCostUsd: how === "completed" ? spentUsd : schedule.lastCostUsd,
    };
    await rows.schedules.put(counted);
    if (failures < MOST_FAILURES || schedule.state !== "active") continue;
    const why = "It did not work three times in a row.";
    const key = `failures:${fire.instant.toISOString()}`;
    await tellPaused(rows, await pause(rows, counted, { why, by: null, key, now }));
    pausedIds.push(schedule.id);
  }
  return pausedIds;
}
