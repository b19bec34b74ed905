import type { ShownOf } from "../../../src/domain/shown.js";
import { maya, scheduleId, type Screen } from "./known.js";

const schedule: ShownOf<"schedule"> = {
  kind: "schedule",
  scheduleId,
  creator: maya,
  title: "Launch brief",
  goal: "a launch brief from this channel; ask Priya to approve",
  when: "every Friday at 14:00, Berlin time",
  next: "Fri 27 Nov, Fri 4 Dec, Fri 11 Dec, each at 14:00",
  clocks: "Stays 14:00 when the clocks change.",
  asks: "an OK, each time",
  costs: "about $0.11 each time",
  isDm: false,
  state: "proposed",
  why: "",
};
const item = {
  scheduleId,
  title: "Meeting-notes digest",
  when: "every weekday at 09:00, Berlin time",
  isPaused: false,
  nextAt: "2026-11-23T08:00:00.000Z",
  lastAt: "2026-11-20T08:00:00.000Z",
  cost: "$0.05",
};
const pings = [maya.id];

/** What recurs. */
export const schedules = {
  schedule: [
    { title: "A schedule before it is saved", shown: schedule, pings },
    { title: "A schedule that is saved", shown: { ...schedule, state: "active" } },
    { title: "A schedule that is paused", shown: { ...schedule, state: "paused", next: "" } },
    { title: "A schedule that was deleted", shown: { ...schedule, state: "deleted", next: "" } },
    { title: "A schedule that was not saved", shown: { ...schedule, state: "dropped", next: "" } },
  ],
  schedule_paused: [
    {
      title: "A schedule that paused by itself",
      shown: {
        kind: "schedule_paused",
        scheduleId,
        title: "Meeting-notes digest",
        why: "You can no longer read #meeting-notes.",
        isOpen: true,
        outcome: "",
      },
      pings,
    },
  ],
  schedule_list: [
    {
      title: "Somebody's schedules",
      shown: {
        kind: "schedule_list",
        page: 1,
        pages: 2,
        count: 11,
        items: [item, { ...item, title: "Launch brief", isPaused: true, nextAt: null }],
      },
    },
    {
      title: "Nobody's schedules",
      shown: { kind: "schedule_list", page: 1, pages: 1, count: 0, items: [] },
    },
  ],
} satisfies Partial<Record<string, Screen[]>>;
