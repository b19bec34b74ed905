import fc from "fast-check";
import { PlannedTask } from "../../src/domain/task.js";
import { repairPlan } from "../../graphs/request/rules/repair-plan.js";
import { isOver, readyTasks } from "../../graphs/request/rules/what-next.js";
import type { TaskRecord } from "../../graphs/request/state.js";

const maya = { id: "UMAYA", name: "Maya" };
const tom = { id: "UTOM", name: "Tom" };
const offer = (id: string) => ({ id, kind: "page" as const, label: `page ${id}` });
const inputOf = (sources: string[], maxTasks = 20) => ({
  sources: sources.map(offer),
  people: [maya, tom],
  requester: maya,
  limits: { maxSteps: 60, maxTasks, maxDraftRounds: 3 },
});
const task = (id: string, kind: PlannedTask["kind"], change: Partial<PlannedTask> = {}) =>
  PlannedTask.parse({ id, kind, title: `Task ${id}`, ...change });

const ids = fc.constantFrom(
  "a",
  "b",
  "c",
  "d",
  "write",
  "constructor",
  "__proto__",
  "x.1",
  "über",
  "t9",
);
const anyTask = fc.record({
  id: ids,
  title: fc.string({ minLength: 1, maxLength: 30 }),
  kind: fc.constantFrom("read", "research", "ask"),
  source: fc.constantFrom("s1", "s2", "s3", "nowhere", null),
  needs: fc.array(ids, { maxLength: 5 }),
  who: fc.constantFrom("Tom", "requester", "Nobody", null),
  fields: fc.array(
    fc.record({
      name: fc.constantFrom("one", "two"),
      label: fc.constant("Which?"),
      type: fc.constant("text"),
    }),
    { maxLength: 6 },
  ),
});

/** Runs a plan as the graph does, each task ending at once, and says how many ended. */
function runAll(plan: Record<string, TaskRecord>): number {
  let tasks = plan;
  for (let wave = 0; wave <= Object.keys(plan).length; wave += 1) {
    const done = readyTasks({ tasks }).map((one) => [one.id, { ...one, state: "done" as const }]);
    tasks = { ...tasks, ...Object.fromEntries(done) };
  }
  return Object.values(tasks).filter(isOver).length;
}

describe("repairPlan", () => {
  it("makes a plan that runs to its end from anything", () => {
    fc.assert(
      fc.property(
        fc.array(anyTask, { maxLength: 20 }),
        fc.subarray(["s1", "s2", "s3"]),
        fc.integer({ min: 1, max: 20 }),
        (raw, sources, maxTasks) => {
          const planned = raw.map((one) => PlannedTask.parse(one));
          const plan = repairPlan(planned, inputOf(sources, maxTasks));
          const tasks = Object.values(plan);
          expect(runAll(plan)).toBe(tasks.length);
          expect(tasks.length).toBeLessThanOrEqual(maxTasks);
          const reads = tasks.filter((one) => one.kind === "read").map((one) => one.source);
          expect(new Set(reads).size).toBe(reads.length);
          expect(reads).toHaveLength(Math.min(sources.length, maxTasks));
          for (const one of tasks) {
            expect(one.id).toMatch(/^[a-z][a-z0-9_-]{0,39}$/i);
            expect(["write", "check"]).not.toContain(one.id);
            expect(one.needs.every((need) => Object.hasOwn(plan, need))).toBe(true);
            if (one.kind === "ask") expect(one.fields.length).toBeGreaterThan(0);
            expect(one.fields.length).toBeLessThanOrEqual(6);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("keeps a sound plan as it is", () => {
    const planned = [
      task("t1", "read", { source: "s1" }),
      task("t2", "ask", { who: "Tom", fields: [] }),
      task("t3", "research", { needs: ["t1", "t2"] }),
    ];
    const plan = repairPlan(planned, inputOf(["s1"]));
    expect(Object.values(plan).map((one) => [one.id, one.kind, one.needs])).toEqual([
      ["t1", "read", []],
      ["t2", "ask", []],
      ["t3", "research", ["t1", "t2"]],
    ]);
    expect(plan["t2"]).toMatchObject({
      who: tom,
      fields: [{ label: "Task t2", type: "long_text" }],
    });
  });

  it("reads every source once and makes those that need a double need the first", () => {
    const plan = repairPlan(
      [
        task("a", "read", { source: "s1" }),
        task("b", "read", { source: "s1" }),
        task("c", "research", { needs: ["b"] }),
      ],
      inputOf(["s1", "s2"]),
    );
    expect(Object.keys(plan)).toEqual(["read1", "a", "c"]);
    expect(plan["c"]?.needs).toEqual(["a"]);
    expect(plan["read1"]).toMatchObject({ title: "Read page s2", source: "s2" });
  });

  it("opens a circle where it closes", () => {
    const plan = repairPlan(
      [
        task("a", "ask", { needs: ["c"] }),
        task("b", "research", { needs: ["a"] }),
        task("c", "ask", { needs: ["b"] }),
      ],
      inputOf([]),
    );
    expect(runAll(plan)).toBe(3);
    expect(plan["a"]?.needs).toEqual(["c"]);
    expect(plan["c"]?.needs).toEqual([]);
  });

  it("never asks somebody whom the request does not name", () => {
    const plan = repairPlan([task("a", "ask", { who: "Sam" })], inputOf([]));
    expect(plan["a"]?.who).toEqual(maya);
  });
});
