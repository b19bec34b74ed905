import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as lasting } from "node:timers/promises";
import { packRows, unpackRows } from "../../../src/store/checkpoints/packed-rows.js";
import { controls, fromBot, press, read, resultOf } from "../../support/steps.js";
import { endlessPdf } from "../../support/tiny-pdf.js";
import type { FaultCase, Shown } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { askFor, endOf, type Job, openFor, runKeyOf, seeThrough } from "../harness/jobs.js";
import type { Stage, StageSettings } from "../harness/stage.js";
import { pick } from "./f06-posting.js";

/** What the writer does with a job of such a name, until somebody has found the cure. */
const POISON = `
      const bad = agent.role === "draft" && /poison (throw|spin|fill)/.exec(JSON.stringify(input));
      const fs = bad && (await import("node:fs"));
      if (fs && !fs.existsSync(\`\${process.env["DATA_DIR"]}/cure\`)) {
        if (bad[1] === "throw") throw new Error("A fault that was planned.");
        const kept: unknown[] = [];
        for (;;) if (bad[1] === "fill") kept.push(Array.from({ length: 100_000 }, (_, n) => ({ n })));
      }
`;

const stage: StageSettings = {
  redis: true,
  workers: 2,
  // Little memory, so that it is full soon.
  env: { NODE_OPTIONS: "--max-old-space-size=200" },
  patches: [
    {
      file: "src/agents/create-agents.ts",
      find: "      const form = agentIo[agent.role];\n",
      replace: `${POISON}      const form = agentIo[agent.role];\n`,
    },
    // The same order of times as in production, in a tenth of them.
    { file: "src/app/watchdog.ts", find: "BLOCKED_MS = 30_000", replace: "BLOCKED_MS = 3_000" },
    { file: "src/runs/lease.ts", find: "LEASE_MS = 6_000", replace: "LEASE_MS = 4_000" },
    {
      file: "src/runs/lease.ts",
      find: "RENEW_EVERY_MS = 1_500",
      replace: "RENEW_EVERY_MS = 1_000",
    },
    {
      file: "src/tools/apart/parse-apart.ts",
      find: "timeoutMs: 25_000",
      replace: "timeoutMs: 5_000",
    },
  ],
};

interface Kind {
  name: "document" | "throw" | "fill" | "spin" | "state";
  /** How it ends. */
  end: "completed" | "failed" | "stopped";
  /** What its thread says then. */
  words: RegExp;
  /** How many processes it ends. */
  losses: number;
  /** What such a process says at last. */
  cause?: RegExp;
  /** What people can press then. */
  button: "run.redo" | "run.retry" | "run.restart";
}

/** One that no reader finishes, and a table of 300 KB that becomes 900 MB of text. */
const documents = [
  { name: "endless.pdf", content: endlessPdf() },
  { name: "wide.csv", content: `${"x".repeat(300_000)}\n${"1\n".repeat(3_000)}` },
];
const killed = /I broke off 3 times at the same step/;
const kinds: Kind[] = [
  {
    name: "document",
    end: "completed",
    words:
      /endless\.pdf \(too large or too complicated\); wide\.csv \(too large or too complicated\)/,
    losses: 0,
    button: "run.redo",
  },
  {
    name: "throw",
    end: "failed",
    words: /The same step failed 3 times/,
    losses: 0,
    button: "run.retry",
  },
  {
    name: "fill",
    end: "failed",
    words: killed,
    losses: 3,
    cause: /heap out of memory/,
    button: "run.retry",
  },
  {
    name: "spin",
    end: "failed",
    words: killed,
    losses: 3,
    cause: /LOOP_BLOCKED/,
    button: "run.retry",
  },
  {
    name: "state",
    end: "stopped",
    words: /cannot go on from where it was/,
    losses: 0,
    button: "run.restart",
  },
];

const starts = (on: Stage) =>
  on.workers.flatMap(({ lines }) => lines).filter((one) => one.includes('"msg":"ready"')).length;

/** How often workers were started: who was lost last may come back a moment after the job's end. */
async function startsSettled(on: Stage, expected: number): Promise<number> {
  const untilMs = performance.now() + 20_000;
  while (starts(on) < expected && performance.now() < untilMs) await lasting(100);
  return starts(on);
}

/** One job breaks whatever works on it; the others do not notice, and it can be tried again. */
async function poison(on: Stage, seed: number): Promise<Shown> {
  const kind = pick(kinds, seed);
  const cure = path.join(on.dataDir, "cure");
  mkdirSync(on.dataDir, { recursive: true });
  rmSync(cure, { force: true });
  const before = starts(on);
  const name = `poison ${kind.name} ${seed} ${Math.round(performance.now())}`;
  const bad =
    kind.name === "state"
      ? askFor(on.workspace, "question", name)
      : askFor(on.workspace, "answer", name, {
          files: kind.name === "document" ? documents : [],
        });
  const others = ["one", "two", "three"].map((which) =>
    askFor(on.workspace, "answer", `beside ${name.replace("poison", "")} ${which}`),
  );
  if (kind.name === "state") await spoilState(on, bad);
  const [, ...ends] = await Promise.all(
    [bad, ...others].map((job) => seeThrough(on.workspace, job)),
  );
  // Its reaction may be there a moment before its last message.
  const last = await on.workspace.waitFor(
    (w) => fromBot(w, bad).find((one) => controls(one).includes(kind.button)),
    { timeoutMs: 30_000, what: `a message with ${kind.button}` },
  );
  const wrong: string[] = [];
  const end = endOf(on.workspace, bad);
  if (end !== kind.end) wrong.push(`it ended as ${end}`);
  const unwell = ends.filter((one) => one !== "completed");
  if (unwell.length > 0) wrong.push(`${unwell.length} other jobs did not complete`);
  const losses = (await startsSettled(on, before + kind.losses)) - before;
  if (kind.cause && !on.workers.some(({ lines }) => lines.some((one) => kind.cause?.test(one))))
    wrong.push("no process said why it ended");
  if (losses !== kind.losses) wrong.push(`${losses} processes were lost`);
  const counted = count(on.workspace, [bad, ...others], on.watch);
  if (!kind.words.test(read(last))) wrong.push(`it says: ${read(last).slice(0, 300)}`);
  if (kind.button !== "run.redo") {
    writeFileSync(cure, "");
    await press(on.workspace, bad, "maya", last, kind.button);
    await resultOf(on.workspace, bad);
  }
  return { counted, more: { "processes lost": losses }, wrong };
}

/** Puts an object into the state of a job that waits, as the library writes its own live ones. */
async function spoilState(on: Stage, job: Job): Promise<void> {
  await on.workspace.waitFor((w) => fromBot(w, job).some((one) => openFor(one) !== null), {
    timeoutMs: 60_000,
    what: "its question",
  });
  const runId = runKeyOf(on.workspace, job);
  for (;;) {
    const [row] = await on.rows<{ packed: Buffer }>(
      "select packed from langgraph.packed where thread_id = $1",
      [runId],
    );
    if (!row) {
      await lasting(20);
      continue;
    }
    const rows = unpackRows(row.packed);
    const live = { lc: 1, type: "constructor", id: ["langgraph", "Send"], kwargs: {} };
    for (const one of rows.blobs)
      if (one.channel === "title") one.blob = Buffer.from(JSON.stringify(live));
    await on.rows("update langgraph.packed set packed = $2 where thread_id = $1", [
      runId,
      packRows(rows),
    ]);
    return;
  }
}

/** F47: a job that breaks what works on it, in five ways over five seeds. */
export const poisonCase: FaultCase = {
  id: "F47",
  title: "a job that throws, fills the memory, never ends",
  expected: "ended where people see it after 3 tries at most, Try again works; the others complete",
  stage,
  run: poison,
};
