/** The whole of `npm test` ends within this, whatever the single limits still allow. */
export const wholeMinutes = 28.5;

/**
 * The folders of test/ in their order. In `runsAgain` suites a file that fails gets a second run, alone. The limits are
 * for what hangs: each is about twice what the suite takes on a busy machine.
 */
export const suites = [
  { name: "unit", workers: 2, limitMinutes: 4, runsAgain: false },
  { name: "contract", workers: 2, limitMinutes: 7, runsAgain: false },
  { name: "integration", workers: 2, limitMinutes: 18, runsAgain: true },
  { name: "e2e", workers: 2, limitMinutes: 10, runsAgain: true },
  { name: "faults", workers: 2, limitMinutes: 14, runsAgain: false },
];

/** Files that take longest of their suites, by name; `longest-first.mjs` starts them first. */
export const longest = [
  "fast",
  "effect-kill",
  "worker-troubles",
  "crash",
  "schedule-minute",
  "socket-refused",
  "decide-matrix",
  "asks-and-calls",
  "graph-changed",
  "model-away",
  "home-scale",
  "job-launch",
  "job-incident",
];

/** What runs before the suites, as arguments of Node. */
export const checks = [
  { name: "types", args: ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "tsconfig.json"] },
  { name: "lint", args: ["node_modules/oxlint/bin/oxlint", "--type-aware", "--deny-warnings"] },
  { name: "format", args: ["node_modules/oxfmt/bin/oxfmt", "--check"] },
];
