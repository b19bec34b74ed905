/**
 * The order of a suite's files: those that are known to take minutes first, so that none of them is left to run alone
 * at the end; then the large ones, as jest does without a memory of earlier runs.
 */
import { statSync } from "node:fs";
import { basename } from "node:path";
import { longest } from "./suites.mjs";

/** Jest's sequencer, as `--testSequencer`. */
export default class LongestFirst {
  sort(tests) {
    const rank = ({ path }) => {
      const at = longest.indexOf(basename(path, ".test.ts"));
      return at < 0 ? longest.length : at;
    };
    const size = ({ path }) => statSync(path).size;
    return tests.toSorted((a, b) => rank(a) - rank(b) || size(b) - size(a));
  }

  allFailedTests(tests) {
    return tests;
  }

  shard(tests) {
    return tests;
  }

  cacheResults() {
    // Each run begins without a memory, so that all of them have one order.
  }
}
