import fc from "fast-check";
import { DateTime } from "luxon";
import {
  afterWorkingTime,
  isPastDeadline,
  isTimeOver,
  nextReminder,
  waitingFor,
  type WaitingRule,
  type WaitingSettings,
} from "../../src/humans/deadlines.js";

const settings: WaitingSettings = {
  approveWorkingDays: 3,
  questionMinutes: 60,
  workingHours: { from: 9, to: 17 },
  undoSeconds: 10,
};
const rule = (patch: Partial<WaitingRule>): WaitingRule => ({
  silence: null,
  wait: null,
  remindAt: 0.5,
  escalateAt: 0.8,
  ...patch,
});
const berlin = "Europe/Berlin";
/** Friday 20 November 2026, 14:00 in Berlin. */
const friday = new Date("2026-11-20T13:00:00Z");
const iso = (at: Date | null) => at?.toISOString();

describe("how long a call waits", () => {
  it("reminds at half and asks the next people at four fifths of three working days", () => {
    const waiting = waitingFor(false, friday, berlin, settings);
    // 24 working hours: 3 on Friday, 8 on Monday, 8 on Tuesday, 5 on Wednesday.
    expect(iso(waiting.remindAt)).toBe("2026-11-24T09:00:00.000Z");
    expect(iso(waiting.escalateAt)).toBe("2026-11-25T08:12:00.000Z");
    expect(iso(waiting.deadlineAt)).toBe("2026-11-25T13:00:00.000Z");
    expect(waiting.silence).toBe("deny");
  });

  it("takes times and silence from the rule, and goes on only where something is filled in", () => {
    const own = rule({
      wait: { minutes: 100 },
      silence: "default",
      remindAt: 0.25,
      escalateAt: 0.9,
    });
    const filled = waitingFor(true, friday, berlin, settings, own);
    expect(iso(filled.remindAt)).toBe("2026-11-20T13:25:00.000Z");
    expect(iso(filled.escalateAt)).toBe("2026-11-20T14:30:00.000Z");
    expect(iso(filled.deadlineAt)).toBe("2026-11-20T14:40:00.000Z");
    expect(filled.silence).toBe("default");
    expect(waitingFor(false, friday, berlin, settings, own).silence).toBe("deny");
    const patient = waitingFor(true, friday, berlin, settings, rule({ silence: "wait" }));
    expect(patient.silence).toBe("wait");
    expect(isPastDeadline(patient, new Date("2030-01-01T00:00:00Z"))).toBe(false);
    expect(isPastDeadline(filled, filled.deadlineAt)).toBe(true);
  });

  it("is over at its deadline, but not while its job has failed", () => {
    const call = waitingFor(true, friday, berlin, settings);
    const over = (status: string) => isTimeOver(call, { status }, call.deadlineAt);
    expect([over("waiting"), over("failed")]).toEqual([true, false]);
  });

  it("reminds again at the same time of the next working day", () => {
    expect(iso(nextReminder(friday, berlin, settings.workingHours))).toBe(
      "2026-11-23T13:00:00.000Z",
    );
  });
});

const instants = fc.date({
  min: new Date("2026-01-01T00:00:00Z"),
  max: new Date("2027-12-31T00:00:00Z"),
  noInvalidDate: true,
});
const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC");
const parts = fc.double({ min: 0.01, max: 1, noNaN: true });

describe("parts of working time", () => {
  it("come in the order of their size, within working hours", () => {
    fc.assert(
      fc.property(instants, zones, parts, parts, (from, tz, one, other) => {
        const [early, late] = one < other ? [one, other] : [other, one];
        const at = (part: number) =>
          afterWorkingTime(from, part * 24 * 3_600_000, tz, settings.workingHours);
        expect(at(early).getTime()).toBeGreaterThan(from.getTime());
        expect(at(early).getTime()).toBeLessThanOrEqual(at(late).getTime());
        const local = DateTime.fromJSDate(at(late), { zone: tz });
        expect(local.weekday).toBeLessThanOrEqual(5);
        const hour = local.hour + local.minute / 60 + local.second / 3_600;
        expect(hour).toBeGreaterThanOrEqual(9);
        expect(hour).toBeLessThanOrEqual(17);
      }),
    );
  });

  it("are the same in one step or in two", () => {
    fc.assert(
      fc.property(instants, zones, parts, parts, (from, tz, one, other) => {
        const after = (at: Date, part: number) =>
          afterWorkingTime(at, Math.round(part * 8 * 3_600_000), tz, settings.workingHours);
        const whole = Math.round(one * 8 * 3_600_000) + Math.round(other * 8 * 3_600_000);
        const once = afterWorkingTime(from, whole, tz, settings.workingHours);
        expect(after(after(from, one), other)).toEqual(once);
      }),
    );
  });
});
