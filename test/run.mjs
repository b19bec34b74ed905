/**
 * `npm test`: types, lint, format, then every suite folder under test/. With suite names
 * (`npm test -- unit contract`) or `--only <part of a file name>` it runs just those tests and no checks.
 * The last line is always `N passed, N failed, N skipped`.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isCi = process.env.CI === "true";
const lingerMs = 15_000;

// Suites in which every test file starts processes and servers of its own run one file at a time.
const suites = [
  { name: "unit", workers: 2, limitMinutes: 3 },
  { name: "contract", workers: 2, limitMinutes: 6 },
  { name: "integration", workers: 2, limitMinutes: 16 },
  { name: "e2e", workers: 1, limitMinutes: 9 },
  { name: "faults", workers: 1, limitMinutes: 8 },
];
const checks = [
  { name: "types", args: ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "tsconfig.json"] },
  { name: "lint", args: ["node_modules/oxlint/bin/oxlint", "--type-aware", "--deny-warnings"] },
  { name: "format", args: ["node_modules/oxfmt/bin/oxfmt", "--check"] },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" } },
});
const unknown = positionals.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(
    `No such suite: ${unknown.join(", ")}. There are ${suites.map((s) => s.name).join(", ")}.`,
  );
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), "fermata-test-"));
const skipsFile = join(scratch, "skips.jsonl");

/** A developer's own tokens and databases never reach a test. */
function testEnv() {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^(SLACK_|OPENAI_|MODEL_|DATABASE_URL|REDIS_URL|DATA_DIR|FERMATA_CONFIG)/.test(name))
      delete env[name];
  }
  return { ...env, FERMATA_SKIPS_FILE: skipsFile, NODE_OPTIONS: nodeOptions(env.NODE_OPTIONS) };
}

function nodeOptions(given = "") {
  return [given, "--experimental-vm-modules", "--disable-warning=ExperimentalWarning"]
    .join(" ")
    .trim();
}

/**
 * Runs Node in a process group of its own. The whole group is killed after the limit, or when it
 * lingers although its output is complete.
 */
function runNode(args, env, limitMinutes, output) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: "inherit",
      detached: true,
    });
    const stop = () => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    };
    const startedMs = Date.now();
    let doneMs = Infinity;
    const onSignal = () => {
      stop();
      process.exit(130);
    };
    let late = "";
    const timer = setInterval(() => {
      if (output && doneMs === Infinity && existsSync(output)) doneMs = Date.now();
      if (Date.now() - startedMs > limitMinutes * 60_000) late = `ran over ${limitMinutes} minutes`;
      else if (Date.now() - doneMs > lingerMs) late = "left something running after its last test";
      if (late) stop();
    }, 1_000);
    process.once("SIGINT", onSignal);
    process.once("SIGTERM", onSignal);
    child.once("error", reject);
    child.once("close", (code) => {
      clearInterval(timer);
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
      resolve({ ok: code === 0, late });
    });
  });
}

/** Sends a few bytes and says whether the answer starts as it should. */
function answers(port, bytes, expected) {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port, timeout: 2_000 });
    const end = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => socket.write(bytes));
    socket.once("data", (data) => end(expected.test(data.toString("latin1"))));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}

/** What of the test surroundings is missing, in words. */
async function missingServers() {
  const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
  const browsers = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env.PATH ?? "").split(":");
  const found = {
    "Postgres at 127.0.0.1:5432": await answers(5432, sslRequest, /^[SN]/),
    "Redis at 127.0.0.1:6379": await answers(6379, "PING\r\n", /^\+PONG/),
    Chromium: browsers.some((name) => folders.some((folder) => existsSync(join(folder, name)))),
  };
  return Object.keys(found).filter((name) => !found[name]);
}

async function runChecks() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const check of checks) {
    const { ok } = await runNode(check.args, process.env, 3);
    console.log(`${check.name}: ${ok ? "fine" : "failed"}`);
    counts[ok ? "passed" : "failed"] += 1;
  }
  return counts;
}

function hasTests(folder) {
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((name) => name.endsWith(".test.ts"))
  );
}

/** What tests left out, as they noted it themselves: a JSON line `{suite, reason}`, or plain words. */
function leftOut() {
  if (!existsSync(skipsFile)) return [];
  const lines = readFileSync(skipsFile, "utf8").split("\n").filter(Boolean);
  return [...new Set(lines)].map((line) => {
    if (!line.startsWith("{")) return line;
    const { suite, reason } = JSON.parse(line);
    return `left out of ${suite}: ${reason}`;
  });
}

async function runSuite(suite) {
  const output = join(scratch, `${suite.name}.json`);
  const workers = Math.min(suite.workers, availableParallelism());
  const files = `test/${suite.name}/.*${values.only ?? ""}`;
  const args = ["node_modules/jest/bin/jest.js", files, "--passWithNoTests", "--ci"];
  args.push(`--maxWorkers=${workers}`, "--json", `--outputFile=${output}`);
  const noted = leftOut().length;
  const { ok, late } = await runNode(args, testEnv(), suite.limitMinutes, output);
  if (late) console.error(`${suite.name} was stopped: it ${late}`);
  if (!existsSync(output)) return { passed: 0, failed: ok ? 0 : 1, skipped: 0 };
  const result = JSON.parse(readFileSync(output, "utf8"));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const pending = result.numPendingTests + result.numTodoTests;
  // A skipped describe block is pending in jest and noted by its file: count it once.
  const skipped = Math.max(pending, leftOut().length - noted);
  return { passed: result.numPassedTests, failed: failed || (ok ? 0 : 1), skipped };
}

const rows = [];
const isWhole = positionals.length === 0 && values.only === undefined;
const missing = await missingServers();
if (isCi && missing.length > 0) {
  console.error(`CI must have everything; missing: ${missing.join(", ")}`);
  rows.push({ name: "surroundings", passed: 0, failed: missing.length, skipped: 0 });
}
if (isWhole) rows.push({ name: "checks", ...(await runChecks()) });
for (const suite of suites) {
  const isAsked = positionals.length === 0 || positionals.includes(suite.name);
  if (isAsked && hasTests(join(root, "test", suite.name))) {
    rows.push({ name: suite.name, ...(await runSuite(suite)) });
  }
}

const notes = leftOut();
rmSync(scratch, { recursive: true, force: true });
console.log("");
for (const row of rows) {
  console.log(`${row.name}: ${row.passed} passed, ${row.failed} failed, ${row.skipped} skipped`);
}
for (const name of missing) console.log(`not here: ${name}`);
for (const note of notes) console.log(note);
const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
console.log(`${total("passed")} passed, ${total("failed")} failed, ${total("skipped")} skipped`);
process.exitCode = total("failed") > 0 ? 1 : 0;
