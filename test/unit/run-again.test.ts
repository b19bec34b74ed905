import { join } from "node:path";
import { type FileResult, type JestRun, runSuite } from "../run/run-suite.mjs";
import { root } from "../tree.js";

const integration = { name: "integration", workers: 2, limitMinutes: 5, runsAgain: true };

/** A result with a test for each letter: p passed, f failed, s skipped. */
function result(name: string, letters: string): FileResult {
  const words: Record<string, string> = { p: "passed", f: "failed", s: "pending" };
  return {
    name: join(root, "test/integration", name),
    status: /f|^$/.test(letters) ? "failed" : "passed",
    message: `the whole of ${name}`,
    assertionResults: letters.split("").map((letter, i) => ({
      status: words[letter] ?? letter,
      fullName: `test ${i + 1}`,
      failureMessages: letter === "f" ? [`\u001B[31mfailure ${i + 1}\u001B[39m`] : [],
    })),
  };
}

/** Plays the runs of jest in order: the suite's first, then each of a file again. */
async function play(first: JestRun, again: JestRun[] = [], suite = integration) {
  const printed: string[] = [];
  const runs: string[][] = [];
  const row = await runSuite(suite, {
    leftMs: () => 60_000,
    print: (line) => printed.push(line),
    runJest: async ({ args }) => {
      runs.push(args);
      return (
        (runs.length === 1 ? first : again[runs.length - 2]) ?? { ok: false, late: "", files: null }
      );
    },
  });
  return { row, runs, printed: printed.join("\n") };
}

const run = (...files: FileResult[]): JestRun => ({
  ok: files.every((file) => file.status === "passed"),
  late: "",
  files,
});

it("runs a failed file again, alone, and names it where that passes", async () => {
  const first = run(result("a.test.ts", "pp"), result("b.test.ts", "pfsf"));
  const { row, runs, printed } = await play(first, [run(result("b.test.ts", "ppsp"))]);
  expect(row).toEqual({
    passed: 5,
    failed: 0,
    skipped: 1,
    unsteady: ["unsteady: test/integration/b.test.ts (test 2) passed when run again"],
  });
  expect(runs[1]).toContain(join(root, "test/integration/b.test.ts"));
  expect(runs[1]).toContain("--maxWorkers=1");
  expect(printed).toContain("failure 2\n");
  expect(printed).not.toContain("\u001B");
});

it("keeps the failures of a file that fails again", async () => {
  const first = run(result("a.test.ts", "pf"), result("b.test.ts", ""));
  const { row, runs, printed } = await play(first, [run(result("a.test.ts", "pf"))]);
  expect(row).toEqual({ passed: 1, failed: 2, skipped: 0, unsteady: [] });
  expect(runs).toHaveLength(3);
  expect(printed).toContain("the whole of b.test.ts");
});

it("runs up to five files again, and none of more", async () => {
  const failing = (count: number) =>
    run(...Array.from({ length: count }, (_, i) => result(`${i}.test.ts`, "f")));
  const five = await play(
    failing(5),
    Array.from({ length: 5 }, () => run(result("x", "p"))),
  );
  expect(five.row).toMatchObject({ passed: 5, failed: 0 });
  const six = await play(failing(6), [run(result("x", "p"))]);
  expect(six.row).toEqual({ passed: 0, failed: 6, skipped: 0, unsteady: [] });
  expect(six.runs).toHaveLength(1);
});

it("runs nothing again in the other suites", async () => {
  const other = { ...integration, name: "unit", runsAgain: false };
  const { row, runs } = await play(run(result("a.test.ts", "f")), [], other);
  expect(row.failed).toBe(1);
  expect(runs).toHaveLength(1);
});

it("fails where jest wrote nothing, ended badly without a failed file, or was stopped", async () => {
  const well = result("a.test.ts", "p");
  const nothing = await play({ ok: false, late: "ran over its 5 minutes", files: null });
  expect(nothing.row.failed).toBe(1);
  expect((await play({ ok: false, late: "", files: [well] })).row.failed).toBe(1);
  const left = { ...run(well, result("b.test.ts", "f")), late: "left something running" };
  const stopped = await play(left, [run(result("b.test.ts", "p"))]);
  expect(stopped.row).toMatchObject({ passed: 2, failed: 1 });
});
