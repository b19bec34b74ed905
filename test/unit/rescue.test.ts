import { silentLog } from "../../src/log.js";
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
