import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { cases, MATRIX_SIZE } from "../faults/cases/index.js";
import { runSeed } from "../faults/harness/case.js";
import { faultLabels } from "../faults/harness/fault-build.js";

const matrix = Array.from({ length: MATRIX_SIZE }, (_, n) => `F${String(n + 1).padStart(2, "0")}`);

/** All TypeScript under a folder of the project, as one text. */
function textOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(path.join(folder, name), "utf8"))
    .join("\n");
}

/** What stands in quotes and begins as a fault point does; ids of buttons begin in the same way. */
function namedIn(text: string, labels: readonly string[]): string[] {
  const rooms = [...new Set(labels.map((label) => label.split(".")[0]))].join("|");
  const named = new RegExp(`["'\`,]((?:${rooms})\\.[a-z-]+)(?=["'\`:,])`, "g");
  return [...new Set([...text.matchAll(named)].map((match) => match[1] ?? ""))];
}

it("has a case for each row of the matrix, and no other", () => {
  const ids = cases.map(({ id }) => id);
  expect(ids).toEqual(matrix);
});

it.each(cases)("says of $id what goes wrong, and what must be so", ({ title, expected }) => {
  for (const words of [title, expected]) expect(words).toMatch(/^\S.{9,140}$/);
});

it("arms only fault points that are there", () => {
  const labels = faultLabels();
  const buttons = namedIn(textOf("src/slack"), labels);
  const named = namedIn(textOf("test/faults"), labels).filter((one) => !buttons.includes(one));
  expect(named.filter((one) => !labels.includes(one))).toEqual([]);
  expect(named.length).toBeGreaterThanOrEqual(14);
});

it("counts a stage that does not open as that seed's failure", async () => {
  const one = cases.find((known) => "stage" in known)!;
  const open = () => Promise.reject(new Error("no server"));
  const result = await runSeed(one, open, 3, { full: false });
  expect(result).toMatchObject({ seed: 3, ok: false, wrong: ["no server"] });
});
