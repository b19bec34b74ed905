import { silentLog } from "../../src/log.js";
import { createRescue } from "../../src/runs/rescue.js";

/** A look at runs that the test writes down, and what was woken since it was last asked. */
function watch() {
  let gone: { id: string; token: number }[] | Error = [];
  let woken: unknown[] = [];
  const rescue = createRescue({
    find: async () => {
      if (gone instanceof Error) throw gone;
      return gone;
    },
    waker: { wake: async (id, options) => void woken.push([id, options?.past]) },
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
  const run = { id: "run_1", token: 4 };
  expect(await look([run])).toEqual([]);
  expect(await look([run])).toEqual([["run_1", 4]]);
  expect(await look([run])).toEqual([["run_1", 4]]);
  // The next one to have it is lost too: that is another lease.
  expect(await look([{ id: "run_1", token: 5 }])).toEqual([]);
  expect(await look([{ id: "run_1", token: 5 }])).toEqual([["run_1", 5]]);
  expect(await look([])).toEqual([]);
});

it("lets who lives renew first after the database was away", async () => {
  const look = watch();
  const run = { id: "run_1", token: 4 };
  expect(await look([run])).toEqual([]);
  expect(await look(new Error("The database does not answer."))).toEqual([]);
  expect(await look([run])).toEqual([]);
  expect(await look([run])).toEqual([["run_1", 4]]);
});
