import { silentLog } from "../../src/log.js";
import { LEASE_MS } from "../../src/runs/lease.js";
import type { StalledRun } from "../../src/runs/ports.js";
import { createRescue } from "../../src/runs/rescue.js";

/** A look at runs that the test writes down, and what was woken since it was last asked. */
function watch() {
  let gone: StalledRun[] | Error = [];
  let woken: unknown[] = [];
  const rescue = createRescue({
    find: async () => {
      if (gone instanceof Error) throw gone;
      return gone;
    },
    nextEndMs: async () => null,
    waker: { wake: async (id, options) => void woken.push([id, options?.past, options?.ahead]) },
    log: silentLog,
  });
  return async (found: typeof gone) => {
    gone = found;
    woken = [];
    await rescue();
    return woken;
  };
}

it("wakes a run whose worker is gone at the second look, and until somebody has it", async () => {
  const look = watch();
  const run = { id: "run_1", token: 4, left: true };
  expect(await look([run])).toEqual([]);
  expect(await look([run])).toEqual([["run_1", 4, true]]);
  expect(await look([run])).toEqual([["run_1", 4, true]]);
  // The next one to have it is lost too: that is another lease.
  expect(await look([{ id: "run_1", token: 5, left: true }])).toEqual([]);
  expect(await look([{ id: "run_1", token: 5, left: true }])).toEqual([["run_1", 5, true]]);
  expect(await look([])).toEqual([]);
});

it("lets who lives renew first after the database was away", async () => {
  const look = watch();
  const run = { id: "run_1", token: 4, left: true };
  expect(await look([run])).toEqual([]);
  expect(await look(new Error("The database does not answer."))).toEqual([]);
  expect(await look([run])).toEqual([]);
  expect(await look([run])).toEqual([["run_1", 4, true]]);
});

it("looks again when the next lease ends, and soon while somebody is gone or the database is away", async () => {
  let gone: StalledRun[] | Error = [];
  let endsInMs: number | null = null;
  const rescue = createRescue({
    find: async () => {
      if (gone instanceof Error) throw gone;
      return gone;
    },
    nextEndMs: async () => endsInMs,
    waker: { wake: async () => undefined },
    log: silentLog,
  });
  // Nobody works: a lease that begins after this look ends no sooner than it is looked again.
  expect(await rescue()).toBe(LEASE_MS);
  const pauses: number[] = [];
  for (const ms of [4_700, 120, -30_000, 60_000]) {
    endsInMs = ms;
    pauses.push(await rescue());
  }
  expect(pauses).toEqual([4_700, 500, 500, LEASE_MS]);
  gone = [{ id: "run_1", token: 4, left: true }];
  expect(await rescue()).toBe(500);
  gone = new Error("The database does not answer.");
  expect(await rescue()).toBe(500);
  // Back: whoever lives renews within 1.5 s, and only then it is looked a second time.
  gone = [{ id: "run_1", token: 4, left: true }];
  expect([await rescue(), await rescue()]).toEqual([2_000, 500]);
});
