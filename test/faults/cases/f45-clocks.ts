import { setImmediate as others } from "node:timers/promises";
import { seededRandom } from "../../../playground/workspace/faults.js";
import { instantsAfter } from "../../../src/schedules/wall-times.js";
import type { PureCase } from "../harness/case.js";
import { expected, readZone, type Spec } from "./zone-table.js";

/** Jumps of an hour, of half an hour and of two, rules that were changed by law, and zones that never move. */
const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Antarctica/Troll",
  "Africa/Casablanca",
  "Africa/Cairo",
  "America/Mexico_City",
  "Asia/Amman",
  "Asia/Tehran",
  "Asia/Kolkata",
];
const YEARS = 5;
const DAY_MS = 86_400_000;
/** What happens on most days is compared around each change only, but for `--full`. */
const AROUND_MS = 3 * DAY_MS;

const daily = () => true;

function specs(random: () => number): { spec: Spec; whole: boolean }[] {
  const minute = Math.floor(random() * 60);
  const hour = Math.floor(random() * 4);
  const at = (cron: string, minutes: number[], hours: Spec["hours"], day: Spec["day"]): Spec => ({
    cron,
    minutes,
    hours,
    day,
  });
  const workdays: Spec["day"] = (_date, weekday) => weekday >= 1 && weekday <= 5;
  return [
    { spec: at("30 2 * * *", [30], [2], daily), whole: false },
    { spec: at("30 1 * * *", [30], [1], daily), whole: false },
    { spec: at(`${minute} ${hour} * * 1-5`, [minute], [hour], workdays), whole: false },
    {
      spec: at("0 9 29 2 *", [0], [9], (date, _w, month) => date === 29 && month === 2),
      whole: true,
    },
    { spec: at("0 0 31 * *", [0], [0], (date) => date === 31), whole: true },
    { spec: at("0 2 L * *", [0], [2], (date, _w, _m, days) => date === days), whole: true },
    {
      spec: at("30 2 * * 0#5", [30], [2], (date, weekday) => weekday === 0 && date > 28),
      whole: true,
    },
    { spec: at("0 * * * *", [0], null, daily), whole: false },
    { spec: at("*/15 * * * *", [0, 15, 30, 45], null, daily), whole: false },
    { spec: at("15,45 0-3 * * *", [15, 45], [0, 1, 2, 3], daily), whole: false },
  ];
}

/** F45: times that are skipped, come twice, or are on days that few months have. */
export const clockCases: PureCase[] = [
  {
    id: "F45",
    title: "clocks put forward and back, Feb 29, the 31st, changed laws",
    expected: "12 zones × 5 years equal an independent calculator",
    fast: true,
    async runAlone(seed, { full }) {
      const random = seededRandom(seed);
      const from = Date.UTC(2019 + (seed % 12), 0, 1) + Math.floor(random() * 300) * DAY_MS;
      const to = from + YEARS * 365 * DAY_MS;
      const wrong: string[] = [];
      let instants = 0;
      let changes = 0;
      for (const tz of ZONES) {
        const zone = readZone(tz, from - 5 * DAY_MS, to + 5 * DAY_MS);
        changes += zone.changes.length;
        for (const { spec, whole } of specs(random)) {
          const windows =
            whole || full
              ? [[from, to] as const]
              : zone.changes.map((at) => [at - AROUND_MS, at + AROUND_MS] as const);
          for (const [start, end] of windows) {
            // The proxies of cases that run beside this one live in the same loop.
            await others();
            const ours = between(spec.cron, tz, start, end);
            const theirs = expected(spec, zone, start, end);
            instants += theirs.length;
            const first = difference(ours, theirs);
            if (first) wrong.push(`${spec.cron} in ${tz}: ${first}`);
          }
        }
      }
      if (changes === 0) wrong.push("no clock was ever moved");
      return { more: { instants, changes, differences: wrong.length }, wrong: wrong.slice(0, 5) };
    },
  },
];

function between(cron: string, tz: string, start: number, end: number): number[] {
  const found: number[] = [];
  for (const at of instantsAfter(cron, tz, new Date(start))) {
    if (at.getTime() >= end) break;
    found.push(at.getTime());
  }
  return found;
}

function difference(ours: number[], theirs: number[]): string | null {
  const n = Math.max(ours.length, theirs.length);
  for (let at = 0; at < n; at += 1) {
    if (ours[at] === theirs[at]) continue;
    const say = (ms: number | undefined) =>
      ms === undefined ? "none" : new Date(ms).toISOString();
    return `number ${at + 1} is ${say(ours[at])}, not ${say(theirs[at])}`;
  }
  return null;
}
