import type { HomeSchedule } from "../../domain/home-shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { section } from "./blocks.js";
import type { Block } from "./context.js";
import { scheduleControls } from "./schedule-list.js";

/** One schedule in Home: when, what came of it last, and what can be done about it. */
export function homeSchedule(schedule: HomeSchedule, tz: string): Block[] {
  const next = schedule.isPaused
    ? "Paused."
    : schedule.nextAt === null
      ? ""
      : `Next ${dateToken(schedule.nextAt, tz)}.`;
  const cost = schedule.cost === "" ? "" : `, ${line(schedule.cost, 20)}`;
  const last =
    schedule.lastAt === null
      ? "It has not run yet."
      : `Last ${dateToken(schedule.lastAt, tz)}${cost}.`;
  const times = [next, last].filter((one) => one !== "").join(" ");
  return [
    section(
      `${bold(schedule.title, 100) || "*A schedule*"}: ${line(schedule.when, 160)}\n${times}`,
    ),
    scheduleControls(schedule.scheduleId, schedule.isPaused),
  ];
}
