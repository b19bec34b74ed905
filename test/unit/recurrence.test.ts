import fc from "fast-check";
import { dueSince, next, readRecurrence, SMALLEST_GAP_MS } from "../../src/schedules/recurrence.js";
import { recurrenceWords } from "../../src/schedules/recurrence-words.js";
import { readRecurrenceWish } from "../../src/domain/recurrence-wish.js";

const isos = (cron: string, tz: string, from: string, n: number) =>
  next(cron, tz, new Date(from), n).map((at) => at.toISOString().slice(0, 16));

describe("the instants of a recurrence", () => {
  it.each([
    // 02:30 does not exist on 28 March 2027: it is 03:30, once.
    [
      "30 2 * * *",
      "Europe/Berlin",
      "2027-03-26T12:00Z",
      ["2027-03-27T01:30", "2027-03-28T01:30", "2027-03-29T00:30"],
    ],
    // 02:30 comes twice on 25 October 2026: it is the first, also when looked at in between.
    ["30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", ["2026-10-25T00:30", "2026-10-26T01:30"]],
    ["30 2 * * *", "Europe/Berlin", "2026-10-25T01:10Z", ["2026-10-26T01:30", "2026-10-27T01:30"]],
    // A jump of half an hour, and jumps at midnight.
    [
      "15 2 * * *",
      "Australia/Lord_Howe",
      "2026-10-02T16:00Z",
      ["2026-10-03T15:45", "2026-10-04T15:15"],
    ],
    [
      "0 0 * * *",
      "America/Asuncion",
      "2024-10-05T05:00Z",
      ["2024-10-06T04:00", "2024-10-07T03:00"],
    ],
    ["30 0 * * *", "Africa/Cairo", "2026-04-23T00:00Z", ["2026-04-23T22:30", "2026-04-24T21:30"]],
    // Two times that become one are one.
    ["0 2,3 * * *", "Europe/Berlin", "2027-03-27T12:00Z", ["2027-03-28T01:00", "2027-03-29T00:00"]],
    // Every half hour goes on through both hours.
    [
      "*/30 * * * *",
      "Europe/Berlin",
      "2026-10-24T23:50Z",
      [
        "2026-10-25T00:00",
        "2026-10-25T00:30",
        "2026-10-25T01:00",
        "2026-10-25T01:30",
        "2026-10-25T02:00",
      ],
    ],
    ["0 9 * * 1#1", "Europe/Berlin", "2026-10-02T12:00Z", ["2026-10-05T07:00", "2026-11-02T08:00"]],
  ])("%s in %s after %s", (cron, tz, from, expected) => {
    expect(isos(cron, tz, from, expected.length)).toEqual(expected);
  });

  it("come once a day, in order, in any zone and any year", () => {
    const zone = fc.constantFrom(
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Africa/Cairo",
      "Asia/Kolkata",
    );
    const start = fc.date({
      min: new Date("2025-01-01"),
      max: new Date("2029-01-01"),
      noInvalidDate: true,
    });
    const at = fc.record({
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
    });
    fc.assert(
      fc.property(zone, start, at, (tz, from, { hour, minute }) => {
        const found = next(`${minute} ${hour} * * *`, tz, from, 10);
        const days = found.map((one) =>
          new Intl.DateTimeFormat("en-CA", { timeZone: tz }).format(one),
        );
        expect(new Set(days).size).toBe(10);
        const sorted = [...found].sort((one, other) => one.getTime() - other.getTime());
        expect(found).toEqual(sorted);
        expect(found[0]!.getTime()).toBeGreaterThan(from.getTime());
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ["2026-11-20T09:05Z", { last: "2026-11-20T09:00", before: 0, next: "2026-11-20T10:00" }],
    ["2026-11-20T10:00Z", { last: "2026-11-20T10:00", before: 1, next: "2026-11-20T11:00" }],
    ["2026-11-24T13:30Z", { last: "2026-11-24T13:00", before: 100, next: "2026-11-24T14:00" }],
    ["2027-02-20T09:30Z", { last: "2027-02-20T09:00", before: 1000, next: "2027-02-20T10:00" }],
  ])("due at %s", (now, expected) => {
    const due = dueSince("0 * * * *", "UTC", new Date("2026-11-20T09:00Z"), new Date(now));
    const short = (at: Date | null) => at?.toISOString().slice(0, 16);
    expect({ last: short(due.last), before: due.before, next: short(due.next) }).toEqual(expected);
  });
});

it.each([
  ["* * * * *", /15 minutes/],
  ["0,10 9 1 * *", /15 minutes/],
  ["0,59 8,9 * * *", /15 minutes/],
  ["0 9 30 2 *", /understand/],
  ["@daily", /understand/],
  ["0 0 9 * * *", /understand/],
  ["H 9 * * *", /understand/],
  ["$(rm) 9 * * *", /understand/],
])("refuses %s", (cron, why) => {
  expect(readRecurrence(cron)).toEqual({ ok: false, why: expect.stringMatching(why) });
});

it("accepts every recurrence that the rules read, at least 15 minutes apart", () => {
  const phrase = fc.constantFrom(
    "every weekday at 9",
    "every 15 minutes",
    "every 2 hours",
    "on the 1st of every month",
    "every first Monday of the month at 10",
    "every day at 9 and 17:00",
  );
  fc.assert(
    fc.property(phrase, (text) => {
      const { cron } = readRecurrenceWish(`${text} x`)!;
      expect(readRecurrence(cron)).toEqual({ ok: true, cron });
      const [one, two] = next(cron, "Europe/Berlin", new Date("2026-11-20T12:00Z"), 2);
      expect(two!.getTime() - one!.getTime()).toBeGreaterThanOrEqual(SMALLEST_GAP_MS);
    }),
  );
});

it.each([
  ["0 14 * * 5", "every Friday at 14:00, Berlin time"],
  ["0 9 * * 1-5", "every weekday at 09:00, Berlin time"],
  ["0 9 * * 1,4", "every Monday and Thursday at 09:00, Berlin time"],
  ["0 9,17 * * *", "every day at 09:00 and 17:00, Berlin time"],
  ["0 9 1,15 * *", "on the 1st and 15th of every month at 09:00, Berlin time"],
  ["*/30 * * * *", "every 30 minutes, Berlin time"],
  ["0 */2 * * *", "every 2 hours, Berlin time"],
  ["0 9 * * 1#1", "at 09:00, on the first Monday of the month, Berlin time"],
])("says %s as people would", (cron, words) => {
  expect(recurrenceWords(cron, "Europe/Berlin")).toBe(words);
});
