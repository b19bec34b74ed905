import { createStalledRuns } from "../../src/runs/stalled-runs.js";

const batch = 100;
const runs = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `run_${n}`, token: 0, left: false }));

describe("the runs that a pass wakes", () => {
  it("are all of 700 after six passes, though the first ones do not move", async () => {
    const all = runs(700);
    const pass = createStalledRuns(async (skip) => all.slice(skip, skip + batch));
    const woken = new Set<string>();
    for (let n = 0; n < 6; n += 1) {
      const some = await pass();
      expect(some.length).toBeLessThanOrEqual(2 * batch);
      expect(some[0]?.id).toBe("run_0");
      for (const { id } of some) woken.add(id);
    }
    expect(woken.size).toBe(700);
  });

  it("begin again when the end is reached, and are none of none", async () => {
    let all = runs(250);
    const pass = createStalledRuns(async (skip) => all.slice(skip, skip + batch));
    const seen = [];
    for (let n = 0; n < 4; n += 1) seen.push((await pass()).at(-1)?.id);
    expect(seen).toEqual(["run_199", "run_249", "run_99", "run_199"]);
    all = [];
    expect(await pass()).toEqual([]);
  });
});
