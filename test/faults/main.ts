import { parseArgs } from "node:util";
import { cases, MATRIX_SIZE } from "./cases/index.js";
import { faultLabels } from "./harness/fault-build.js";
import { lineOf, wrongOf } from "./harness/report.js";
import { runCases } from "./harness/run-cases.js";

const usage = `npm run faults -- [--case F12,F13] [--seed 7 | --seeds 5] [--at-once 3] [--fast] [--full]
npm run faults -- chaos [--runs 1000] [--seed 1] [--minutes 10] [--at-once 24]
npm run faults -- rolling [--seed 1]
npm run faults -- broken ["dedupe off"]
npm run faults -- embedded [--kills 50] [--seed 1]`;

/** What can be run besides the matrix; each loads its own part only. */
const commands = {
  chaos: async (args: string[]) => (await import("./chaos/command.js")).chaos(args),
  rolling: async (args: string[]) => (await import("./rolling/command.js")).rolling(args),
  broken: async (args: string[]) => (await import("./broken/command.js")).broken(args),
  embedded: async (args: string[]) => (await import("./embedded/command.js")).embedded(args),
};

/** Runs the fault matrix, or the named cases; the last line is one line of JSON. */
async function faults(): Promise<void> {
  const { values } = parseArgs({
    options: {
      case: { type: "string" },
      seed: { type: "string" },
      seeds: { type: "string", default: "5" },
      // Most of a case is waiting for leases to end.
      "at-once": { type: "string", default: "3" },
      fast: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
    },
  });
  const names = values.case?.toUpperCase().split(",");
  const chosen = cases.filter(
    (one) => (!names || names.includes(one.id)) && (!values.fast || one.fast),
  );
  const unknown = (names ?? []).filter((name) => !cases.some(({ id }) => id === name));
  if (unknown.length > 0 || chosen.length === 0)
    throw new Error(`No such case: ${unknown.join(", ")}.\n${usage}`);
  const seeds =
    values.seed === undefined
      ? Array.from({ length: Number(values.seeds) }, (_, n) => n + 1)
      : [Number(values.seed)];

  console.log(
    `${chosen.length} cases, seeds ${seeds.join(" ")}, ${faultLabels().length} fault points`,
  );
  const reports = await runCases(chosen, seeds, {
    full: values.full,
    atOnce: Number(values["at-once"]),
    told(report) {
      console.log([lineOf(report), ...wrongOf(report)].join("\n"));
    },
  });
  const held = reports.filter(({ results }) => results.every((one) => one.ok));
  const isWhole = !names && !values.fast;
  const of = isWhole ? MATRIX_SIZE : chosen.length;
  console.log("");
  for (const report of reports) console.log(lineOf(report));
  console.log(`\n${held.length}/${of}`);
  const figures = {
    cases: `${held.length}/${of}`,
    seeds: reports.reduce((all, { results }) => all + results.length, 0),
    held: reports.reduce((all, { results }) => all + results.filter((one) => one.ok).length, 0),
    faultPoints: faultLabels().length,
    broken: reports.filter((one) => !held.includes(one)).map(({ one }) => one.id),
  };
  const exitCode = held.length === of ? 0 : 1;
  process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(exitCode));
}

const [named = "", ...words] = process.argv.slice(2);
if (named in commands) await commands[named as keyof typeof commands](words);
else await faults();
