import { setTimeout as wait } from "node:timers/promises";
import { seededRandom } from "../../../playground/workspace/faults.js";
import type { Workspace } from "../../../playground/workspace/workspace-face.js";
import { fromBot, read } from "../../support/steps.js";
import { type Counted, count, wrongIn } from "../harness/checker.js";
import { askFor, type Job, type JobEnd, type JobKind, postsAbout } from "../harness/jobs.js";
import { roomNamed } from "../harness/slack-case.js";
import { byThread, type Followed, type People, startPeople } from "../harness/people.js";
import { quiet } from "../harness/quiet.js";
import { openStage, type Stage } from "../harness/stage.js";
import { chaosStage } from "./chaos-stage.js";
import { showJob } from "./debug.js";
import { percentile, type Recovery, recoveries } from "./recovery.js";
import { takeOvers, traceTakeOvers } from "./trace.js";
import { failCalls, startTroubles, type Trouble, type TroubleDone } from "./troubles.js";

/** How much chaos. */
export interface ChaosOptions {
  runs: number;
  seed: number;
  /** Goes on asking for at least so long. */
  minutes?: number;
  /** Jobs that are open at the same time. */
  atOnce?: number;
  /** Share of Slack's and the model's calls that fail. */
  faultShare?: number;
  only?: readonly Trouble[];
  pauseMs?: { least: number; more: number };
  /** Whether a slow recovery is wrong, or only printed; default true. */
  judgesSpeed?: boolean;
  told?: (line: string) => void;
}

/** What a chaos run showed. */
export interface ChaosShown {
  counted: Counted;
  figures: Record<string, number | null>;
  recovery: Recovery;
  wrong: string[];
}

const kinds: JobKind[] = ["answer", "approve", "post", "question"];
/** The slowest tolerated recovery after a kill, for 95 of 100. */
const RECOVERY_P95_MS = 15_000;
/** How long the ends may take when everything is well again. */
const HEALED_MS = 240_000;
/** Enough for a trouble to find work in hand. */
const FEW_AT_ONCE = 6;
/** Where nothing ends for so long nothing more is asked. */
const STUCK_MS = 180_000;
/** So that no channel is long, and what is shown in one is found at once. */
const JOBS_IN_A_ROOM = 50;
/** Below so many recoveries of so many jobs their 95th percentile says nothing. */
const LEAST_RECOVERIES = 20;
const LEAST_JOBS_JUDGED = 300;

/** Two bots and two workers on Postgres and Redis, asked without a pause, while everything goes wrong. */
export async function chaos(options: ChaosOptions): Promise<ChaosShown> {
  const stage = await openStage(chaosStage);
  try {
    return await chaosOn(stage, options);
  } finally {
    await stage.close();
  }
}

/** The same on a stage that is open. */
export async function chaosOn(stage: Stage, options: ChaosOptions): Promise<ChaosShown> {
  const random = seededRandom(options.seed);
  const { workspace } = stage;
  await traceTakeOvers(stage.rows);
  const people = startPeople(workspace, { waitMs: () => random() * 1_500 });
  const slackFaults = countFaults(stage);
  const startedMs = performance.now();
  const seconds = () => Math.round((performance.now() - startedMs) / 1000);
  if (options.faultShare !== 0) failCalls(stage, options.faultShare ?? 0.05, options.seed);
  const troubles = startTroubles(stage, random, options);
  const tell = setInterval(() => {
    const open = people.open();
    const ended = people.all().length - open.length;
    options.told?.(
      `${seconds()} s: asked ${people.all().length}, ended ${ended}, open ${open.length}, ${troubles.done.length} troubles (last: ${troubles.done.at(-1)?.what ?? "none"})`,
    );
  }, 10_000);
  try {
    const isMissingOne = () => troubles.isMissingOne();
    await askAll(stage, people, random, { ...options, isMissingOne });
    await allEnded(people, options.told ? HEALED_MS : 90_000, 0.02).catch(() => undefined);
    await troubles.stop();
    await stage.heal();
    const healedMs = performance.now();
    await allEnded(people, HEALED_MS, 0).catch(() => undefined);
    const healS = Math.round((performance.now() - healedMs) / 1000);
    await quiet(stage);
    return await judge(stage, people, troubles.done, {
      ...options,
      slackFaults: slackFaults.count(),
      seconds: seconds(),
      healS,
    });
  } finally {
    clearInterval(tell);
    people.stop();
    slackFaults.stop();
    await troubles.stop();
  }
}

/**
 * Asks for all kinds in turn, as many at once as the machine has work with; then a few at a time until each kind of
 * trouble has met some of them.
 */
async function askAll(
  stage: Stage,
  people: People,
  random: () => number,
  given: ChaosOptions & { isMissingOne: () => boolean },
): Promise<void> {
  const { runs, seed, minutes = 0, atOnce = 24 } = given;
  const untilMs = performance.now() + minutes * 60_000;
  const isMore = () => performance.now() < untilMs || given.isMissingOne();
  for (let n = 0; n < runs || isMore(); n += 1) {
    const stuckMs = performance.now() + STUCK_MS;
    const most = n < runs ? atOnce : Math.min(atOnce, FEW_AT_ONCE);
    while (people.open().length >= most) {
      if (performance.now() > stuckMs) return;
      await wait(100);
    }
    const channel = roomNamed(stage, `chaos-${Math.floor(n / JOBS_IN_A_ROOM)}`);
    people.follow(askFor(stage.workspace, drawKind(random), `chaos ${seed}-${n}`, { channel }));
    await wait(40 + random() * 80);
  }
}

/** All kinds alike; a quarter of the approvals is decided by one of two people, who press at once. */
function drawKind(random: () => number): JobKind {
  const kind = kinds[Math.floor(random() * kinds.length)]!;
  return kind === "approve" && random() < 0.5 ? "either" : kind;
}

/** Resolves when at most this share is still open; rejects when it takes too long. */
async function allEnded(people: People, timeoutMs: number, share: number): Promise<void> {
  const untilMs = performance.now() + timeoutMs;
  while (people.open().length > people.all().length * share) {
    if (performance.now() > untilMs) throw new Error(`${people.open().length} have not ended.`);
    await wait(200);
  }
}

async function judge(
  stage: Stage,
  people: People,
  troubles: readonly TroubleDone[],
  given: ChaosOptions & { slackFaults: number; seconds: number; healS: number },
): Promise<ChaosShown> {
  const { workspace } = stage;
  const followed = people.all();
  const jobs = followed.map(({ job }) => job);
  const view = byThread(workspace, new Set(jobs.map(({ channel }) => channel)));
  const counted = count(view, jobs, stage.watch);
  counted.doubledDecisions = Math.max(counted.doubledDecisions, people.changedDecisions());
  const taken = await takeOvers(stage.rows);
  const recovery = recoveries(view, followed, taken, troubles);
  const missing = followed.filter(
    ({ job, end }) =>
      job.kind === "post" && end === "completed" && postsAbout(view, job).length === 0,
  );
  // Where a rejection came first the job has the end that was asked for.
  const rejected = followed.filter(({ job, end }) => job.kind === "either" && end === "stopped");
  const asAsked = counted.completed + rejected.length;
  const completedShare = counted.jobs === 0 ? 0 : asAsked / counted.jobs;
  const slow = stage.model.done.filter(({ kind }) => kind === "slow").length;
  const p95 = percentile(recovery.ms, 0.95);
  const times = (what: string) => troubles.filter((one) => one.what.startsWith(what)).length;
  const presses = people.settledMs.toSorted((a, b) => a - b);
  const figures = {
    completedPercent: Math.round(completedShare * 1000) / 10,
    kills: times("kill"),
    stops: times("stop"),
    flushes: times("redis flush"),
    redisRestarts: times("redis restart"),
    postgresRestarts: times("postgres restart"),
    slackFaults: given.slackFaults,
    modelFaults: stage.model.done.length - slow,
    modelSlow: slow,
    raced: people.raced(),
    rejected: rejected.length,
    takenOver: taken.length,
    recovered: recovery.ms.length,
    recoveryP50Ms: percentile(recovery.ms, 0.5),
    recoveryP95Ms: p95,
    recoveryFromFirstKillP95Ms: percentile(recovery.fromFirstMs, 0.95),
    recoveryRuns: recovery.runsMs.length,
    recoveryRunsP95Ms: percentile(recovery.runsMs, 0.95),
    recoveryMessages: recovery.messagesMs.length,
    recoveryMessagesP95Ms: percentile(recovery.messagesMs, 0.95),
    recoveryMaxMs: recovery.ms.at(-1) ?? null,
    pressP50Ms: percentile(presses, 0.5),
    pressP95Ms: percentile(presses, 0.95),
    pressesUnheard: people.unheard(),
    pressesRepeated: people.repeated(),
    deliveriesGivenUp: workspace.dropped.length,
    seconds: given.seconds,
    endedAfterHealingS: given.healS,
  };
  const wrong = wrongIn(counted);
  const against = followed.filter(({ job, end }) => endsAgainst(view, job, end));
  if (against.length > 0) wrong.push(`${against.length} ended against what was decided`);
  if (missing.length > 0) wrong.push(`${missing.length} say that they posted and did not`);
  if (counted.jobs < given.runs)
    wrong.push(`only ${counted.jobs} of ${given.runs} were asked, as nothing ended any more`);
  if (completedShare < 0.9) wrong.push(`only ${figures.completedPercent} % completed`);
  if (given.judgesSpeed !== false && p95 !== null && p95 > RECOVERY_P95_MS)
    wrong.push(`recovery p95 is ${p95} ms`);
  if (given.runs >= LEAST_JOBS_JUDGED && recovery.ms.length < LEAST_RECOVERIES)
    wrong.push(`only ${recovery.ms.length} recoveries were measured`);
  for (const what of given.only ?? ["kill", "stop", "redis", "postgres"]) {
    if (times(what) === 0) wrong.push(`there was no ${what}`);
  }
  if (given.faultShare !== 0 && (figures.slackFaults === 0 || figures.modelFaults === 0))
    wrong.push("Slack and the model never failed");
  const isAsAsked = (one: Followed) => one.end === "completed" || rejected.includes(one);
  const odd = followed.filter(
    (one) => !isAsAsked(one) || missing.includes(one) || against.includes(one),
  );
  for (const one of odd.slice(0, 5)) given.told?.(await showJob(stage, one.job));
  for (const one of recovery.slowest) given.told?.(`slow: ${one}`);
  if (counted.doubledMessages > 0)
    given.told?.(`ever doubled: ${stage.watch.everDoubled().join(", ")}`);
  return { counted, figures, recovery, wrong };
}

/** Whether a job that one of two people decided has another end than its card says. */
function endsAgainst(view: Workspace, job: Job, end: JobEnd | null): boolean {
  if (job.kind !== "either" || end === null || end === "failed") return false;
  const words = fromBot(view, job).map(read).join("\n");
  return /Rejected by/.test(words) === (end === "completed");
}

/** Counts Slack's failed calls, as the journal keeps only the last of all. */
function countFaults(stage: Stage): { count(): number; stop(): void } {
  const failed = new Set(["429", "500", "html", "timeout", "drop-after-accept"]);
  let last = stage.workspace.calls.at(-1);
  let total = 0;
  const look = () => {
    const { calls } = stage.workspace;
    const from = last === undefined ? 0 : calls.lastIndexOf(last) + 1;
    for (const call of calls.slice(from)) if (failed.has(call.outcome)) total += 1;
    last = calls.at(-1);
  };
  const timer = setInterval(look, 2_000);
  return { count: () => (look(), total), stop: () => clearInterval(timer) };
}
