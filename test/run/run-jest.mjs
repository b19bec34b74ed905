import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, runNode } from "./run-node.mjs";

/**
 * Makes the function that runs jest: `{ok, late, files}`, where `files` are the results of jest's JSON,
 * or null where it wrote none. Each run has a `name` of its own.
 */
export function createJest({ scratch, env }) {
  return async function runJest({ name, args, limitMs }) {
    const output = join(scratch, `${name.replaceAll("/", "-")}.json`);
    const jest = ["node_modules/jest/bin/jest.js", ...args, "--ci", "--json"];
    jest.push(`--testSequencer=${join(root, "test/run/longest-first.mjs")}`);
    const run = await runNode([...jest, `--outputFile=${output}`], { env, limitMs, output });
    const isWritten = existsSync(output);
    return {
      ...run,
      files: isWritten ? JSON.parse(readFileSync(output, "utf8")).testResults : null,
    };
  };
}
