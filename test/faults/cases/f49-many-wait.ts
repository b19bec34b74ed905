import { readFileSync } from "node:fs";
import { seededRandom } from "../../../playground/workspace/faults.js";
import { fromBot } from "../../support/steps.js";
import { chaosStage } from "../chaos/chaos-stage.js";
import type { FaultCase } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { askFor, endOf, openFor } from "../harness/jobs.js";
import { startPeople } from "../harness/people.js";
import { lasting } from "../harness/several.js";
import type { Stage } from "../harness/stage.js";

/** Memory that a process holds, in kilobytes, as the kernel says. */
function residentKb(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
}

const rss = (on: Stage) => on.workers.reduce((sum, one) => sum + residentKb(one.pid()), 0);

/** F49: very many wait; all processes end; then a tenth is decided and half runs out of time in the same minute. */
export const manyWaitCase: FaultCase = {
  id: "F49",
  title: "many paused; a tenth decided, half expiring together",
  expected: "all have their end; memory does not grow with them",
  stage: chaosStage,
  ownStage: true,
  async run(on, seed, { full }) {
    const many = full ? 10_000 : 24;
    const random = seededRandom(seed);
    const { workspace } = on;
    const jobs = Array.from({ length: many }, (_, n) =>
      askFor(workspace, "approve", `waiting ${seed}-${n}`),
    );
    const waits = (job: (typeof jobs)[0]) =>
      fromBot(workspace, job).some((one) => openFor(one) !== null);
    await workspace.waitFor(() => jobs.every(waits), {
      timeoutMs: 60_000 + many * 2_000,
      what: `${many} cards`,
    });
    const withAll = rss(on);
    await Promise.all(on.processes.map((one) => one.kill()));
    await Promise.all(on.processes.map((one) => one.start()));
    const afresh = rss(on);
    const mixed = jobs.map((job) => ({ job, at: random() })).toSorted((a, b) => a.at - b.at);
    const expiring = mixed.slice(0, many / 2).map(({ job }) => job);
    const startedMs = performance.now();
    await on.rows(
      `update fermata.human_call set deadline_at = now() - interval '1 second'
       where status = 'open' and thread_ts = any($1)`,
      [expiring.map(({ thread }) => thread)],
    );
    // People decide a tenth at the same time, and the rest when that is over.
    const someone = startPeople(workspace, { waitMs: () => random() * 500 });
    for (const { job } of mixed.slice(many / 2, Math.ceil(many * 0.6))) someone.follow(job);
    const isOver = (job: (typeof jobs)[0]) => endOf(workspace, job) !== null || !waits(job);
    await workspace.waitFor(() => expiring.every(isOver), {
      timeoutMs: 60_000,
      what: "all that ran out of time",
    });
    const expiryMs = Math.round(performance.now() - startedMs);
    for (const { job } of mixed.slice(Math.ceil(many * 0.6))) someone.follow(job);
    // What people have seen follows the last change a moment later, so no change tells of it.
    const untilMs = performance.now() + 60_000 + many * 1_000;
    while (someone.open().length > 0) {
      if (performance.now() > untilMs) throw new Error(`${someone.open().length} have no end`);
      await lasting(100);
    }
    someone.stop();
    const decided = mixed.slice(many / 2).map(({ job }) => job);
    const counted = count(workspace, decided, on.watch);
    const wrong: string[] = [];
    if (counted.completed !== decided.length)
      wrong.push(`${counted.completed} of ${decided.length} completed`);
    const late = expiring.filter((job) => endOf(workspace, job) === "completed").length;
    if (late > 0) wrong.push(`${late} were delivered although nobody approved`);
    return {
      counted,
      more: {
        expired: expiring.length,
        "max ms to expire all": expiryMs,
        "max MB with all": Math.round(withAll / 1024),
        "max MB afresh": Math.round(afresh / 1024),
      },
      wrong,
    };
  },
};
