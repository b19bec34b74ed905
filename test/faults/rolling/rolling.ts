import { setTimeout as wait } from "node:timers/promises";
import { seededRandom } from "../../../playground/workspace/faults.js";
import { chaosStage } from "../chaos/chaos-stage.js";
import { showJob } from "../chaos/debug.js";
import { type Counted, count, wrongIn } from "../harness/checker.js";
import { askFor, type JobKind } from "../harness/jobs.js";
import { byThread, type People, startPeople } from "../harness/people.js";
import { openStage, type Stage } from "../harness/stage.js";

/** How one process was replaced. */
export interface Replaced {
  name: string;
  code: number | null;
  drainMs: number;
  /** Jobs that were open when it was told to end. */
  open: number;
}

/** What a rolling restart showed. */
export interface RollingShown {
  counted: Counted;
  replaced: Replaced[];
  unheard: number;
  wrong: string[];
}

/** What an operator gives a process before it is ended the hard way. */
const DRAIN_MS = 10_000;
const kinds: JobKind[] = ["answer", "approve", "post", "question"];

/** Replaces every process, one after the other, while jobs are asked without a pause. */
export async function rolling(options: {
  http: boolean;
  seed: number;
  atOnce?: number;
  /** Jobs that end between two restarts. */
  between?: number;
  told?: (line: string) => void;
}): Promise<RollingShown> {
  const stage = await openStage({ ...chaosStage, ...(options.http ? { http: true } : {}) });
  const random = seededRandom(options.seed);
  const people = startPeople(stage.workspace, { waitMs: () => random() * 1_000 });
  const asking = askOn(stage, people, options, random);
  try {
    const replaced: Replaced[] = [];
    for (const one of stage.processes) {
      await someEnd(people, options.between ?? 4);
      const open = people.open().length;
      const { code, tookMs } = await one.term();
      replaced.push({ name: one.name, code, drainMs: tookMs, open });
      options.told?.(`${one.name} ended with ${code} after ${tookMs} ms, ${open} jobs open`);
      await one.start();
    }
    await someEnd(people, options.between ?? 4);
    await asking.stop();
    await allEnd(people);
    const jobs = people.all().map(({ job }) => job);
    const view = byThread(stage.workspace, new Set(jobs.map(({ channel }) => channel)));
    const counted = count(view, jobs, stage.watch);
    const wrong = [
      ...wrongIn(counted),
      ...(counted.completed < counted.jobs
        ? [`${counted.jobs - counted.completed} did not complete`]
        : []),
      ...replaced
        .filter(({ code }) => code !== 0)
        .map((one) => `${one.name} ended with ${one.code}`),
      ...replaced
        .filter(({ drainMs }) => drainMs > DRAIN_MS)
        .map((one) => `${one.name} took ${one.drainMs} ms to end`),
    ];
    // Whoever is told to end hears every press that is still sent there.
    const unheard = people.unheard();
    if (unheard > 0) wrong.push(`${unheard} presses did not arrive`);
    for (const { job, end } of people.all())
      if (end !== "completed") options.told?.(await showJob(stage, job));
    return { counted, replaced, unheard, wrong };
  } finally {
    await asking.stop();
    people.stop();
    await stage.close();
  }
}

function askOn(
  stage: Stage,
  people: People,
  { seed, atOnce = 10 }: { seed: number; atOnce?: number },
  random: () => number,
): { stop(): Promise<void> } {
  let going = true;
  const ask = async () => {
    for (let n = 0; going; n += 1) {
      const kind = kinds[Math.floor(random() * kinds.length)]!;
      people.follow(askFor(stage.workspace, kind, `rolling ${seed}-${n}`));
      await wait(50 + random() * 100);
      while (going && people.open().length >= atOnce) await wait(50);
    }
  };
  const running = ask();
  return {
    async stop() {
      going = false;
      await running;
    },
  };
}

async function someEnd(people: People, n: number): Promise<void> {
  const ended = () => people.all().length - people.open().length;
  const from = ended();
  await until(() => ended() >= from + n, `${n} jobs to end`);
}

async function allEnd(people: People): Promise<void> {
  await until(() => people.open().length === 0, "all jobs to end").catch(() => undefined);
}

async function until(holds: () => boolean, what: string): Promise<void> {
  const untilMs = performance.now() + 180_000;
  while (!holds()) {
    if (performance.now() > untilMs) throw new Error(`Waited for ${what}.`);
    await wait(50);
  }
}
