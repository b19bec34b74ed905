import { silentLog } from "../../src/log.js";
import { silentMeter } from "../../src/meter.js";
import type { RunsRows } from "../../src/runs/ports.js";
import { createSweep } from "../../src/runs/sweep.js";

/** A Slack that takes every call and answers none. */
const never = () => new Promise<never>(() => undefined);

it("wakes runs and starts schedules while Slack does not answer", async () => {
  const woken: string[] = [];
  const begun = { escalations: 0, reminders: 0, rules: 0, schedules: 0 };
  const rows = {
    runs: {
      stalled: async () => [
        { id: "run_1", token: 3, left: false },
        // Its worker may only be late: that is the rescue's to find out.
        { id: "run_2", token: 3, left: true },
      ],
    },
  };
  const sweep = createSweep({
    transact: async (fn) => fn(rows as unknown as RunsRows),
    due: async () =>
      new Set(["runs", "escalations", "remindMe", "clicks", "rules", "schedules"] as const),
    leftInbox: async () => ["click_1"],
    handleInbox: never,
    splitResult: (markdown) => [markdown],
    stillUp: async () => undefined,
    noteSeen: async () => undefined,
    escalate: async () => {
      begun.escalations += 1;
      await never();
    },
    sendReminders: async () => {
      begun.reminders += 1;
      return never();
    },
    useRules: async () => {
      begun.rules += 1;
      return never();
    },
    schedules: async () => void (begun.schedules += 1),
    deleteOld: async () => undefined,
    workingHours: { from: 9, to: 17 },
    versions: { known: ["v1"], retired: [] },
    waker: { wake: async (id) => void woken.push(id) },
    clock: { now: () => new Date("2026-11-20T14:00:00Z") },
    log: silentLog,
    meter: silentMeter,
  });
  await sweep();
  await sweep();
  // What hangs is begun once; everything else goes on pass by pass.
  expect(begun).toEqual({ escalations: 1, reminders: 1, rules: 1, schedules: 2 });
  expect(new Set(woken)).toEqual(new Set(["run_1"]));
});
