import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { countFile, firstFailure } from "./outcome.mjs";
import { root } from "./run-node.mjs";

/** More failed files than this are a broken product, not a busy machine. */
const mostRunAgain = 5;
const againLimitMs = 3 * 60_000;
const nameOf = (file) => relative(root, file.name);

/**
 * Runs one suite with `runJest`: `{passed, failed, skipped, unsteady}`. In a suite that `runsAgain` a failed
 * file gets a second run, alone; if that passes it counts, and `unsteady` has a line with the file's name.
 */
export async function runSuite(suite, { runJest, leftMs, print, only = "" }) {
  const workers = Math.min(suite.workers, availableParallelism());
  const first = await runJest({
    name: suite.name,
    args: [`test/${suite.name}/.*${only}`, "--passWithNoTests", `--maxWorkers=${workers}`],
    limitMs: Math.min(suite.limitMinutes * 60_000, leftMs()),
  });
  if (first.late) print(`${suite.name} was stopped: it ${first.late}`);
  const files = first.files ?? [];
  const failed = files.filter((file) => file.status === "failed");
  const isWorthIt = suite.runsAgain && failed.length <= mostRunAgain;
  const passed = isWorthIt ? await runEachAgain(failed, { runJest, leftMs, print }) : new Map();
  const row = { passed: 0, failed: 0, skipped: 0, unsteady: [] };
  for (const file of files) {
    const counts = countFile(passed.get(file) ?? file);
    for (const key of Object.keys(counts)) row[key] += counts[key];
  }
  for (const file of passed.keys()) {
    const { test } = firstFailure(file);
    row.unsteady.push(`unsteady: ${nameOf(file)} (${test}) passed when run again`);
  }
  // Jest may also fail for a reason that no file shows.
  const isExplained = !first.late && failed.length > 0;
  if (!first.ok && !isExplained && row.failed === 0) row.failed = 1;
  return row;
}

/** From each failed file that now passed to its second result. */
async function runEachAgain(failed, { runJest, leftMs, print }) {
  const passed = new Map();
  for (const file of failed) {
    const { test, text } = firstFailure(file);
    print(`\n${nameOf(file)} failed and is run again, alone. Its first failure: ${test}`);
    print(`${stripVTControlCharacters(text)}\n`);
    const second = await runJest({
      name: `again-${nameOf(file)}`,
      args: ["--runTestsByPath", file.name, "--maxWorkers=1"],
      limitMs: Math.min(againLimitMs, leftMs()),
    });
    const result = second.files?.[0];
    if (second.ok && !second.late && result !== undefined) passed.set(file, result);
  }
  return passed;
}
