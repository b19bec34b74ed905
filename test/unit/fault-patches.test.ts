import { brokenBuilds } from "../faults/broken/builds.js";
import { cases } from "../faults/cases/index.js";
import { faultLabels, patchesFit } from "../faults/harness/fault-build.js";
import { quickPace } from "../faults/harness/quick-pace.js";

it.each(brokenBuilds)("the patches of $name still fit the source", ({ patches, cases: ids }) => {
  expect(() => patchesFit([...patches, ...quickPace])).not.toThrow();
  expect(ids.filter((id) => !cases.some((one) => one.id === id))).toEqual([]);
});

it("has fault points enough, each label once", () => {
  const labels = faultLabels();
  expect(labels.length).toBeGreaterThanOrEqual(14);
  expect(new Set(labels).size).toBe(labels.length);
});

it("names each case once, in the matrix's order", () => {
  const ids = cases.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
});
