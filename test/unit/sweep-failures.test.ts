import { silentLog } from "../../src/log.js";
import { createSweep } from "../../src/runs/sweep.js";

const done = async () => undefined;
const broken = async () => {
  throw new Error("does not work");
};

it("counts each part of a pass that fails, by its name, and goes on with the others", async () => {
  const failed: unknown[] = [];
  let deleted = 0;
  const sweep = createSweep({
    transact: broken,
    due: async () => new Set(["deadlines", "schedules", "escalations"] as const),
    leftInbox: async () => [],
    handleInbox: done,
    splitResult: (markdown) => [markdown],
    stillUp: done,
    noteSeen: done,
    escalate: broken,
    sendReminders: async () => 0,
    useRules: async () => [],
    schedules: done,
    deleteOld: async () => void (deleted += 1),
    workingHours: { from: 9, to: 17 },
    versions: { known: ["v1"], retired: [] },
    waker: { wake: done },
    clock: { now: () => new Date("2026-11-20T14:00:00Z") },
    log: silentLog,
    meter: { count: (name, labels) => void failed.push([name, labels]), time: () => undefined },
  });
  await sweep();
  expect(failed).toEqual([
    ["fermata_sweep_failures_total", { part: "deadlines" }],
    ["fermata_sweep_failures_total", { part: "escalations" }],
  ]);
  expect(deleted).toBe(1);
});
