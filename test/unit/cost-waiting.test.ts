import { waitedMs } from "../../src/runs/end/cost.js";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 14, minute));
const call = (opened: number, decided: number | null, deadline = 59) => ({
  openedAt: at(opened),
  decidedAt: decided === null ? null : at(decided),
  deadlineAt: at(deadline),
});
const minutes = (...calls: ReturnType<typeof call>[]) => waitedMs(calls, at(30)) / 60_000;

it("counts the time in which a question was open, once", () => {
  expect(minutes()).toBe(0);
  expect(minutes(call(2, 5))).toBe(3);
  expect(minutes(call(10, 12), call(2, 5))).toBe(5);
  expect(minutes(call(2, 8), call(3, 5), call(6, 9))).toBe(7);
  expect(minutes(call(20, null))).toBe(10);
  expect(minutes(call(2, null, 12))).toBe(10);
});
