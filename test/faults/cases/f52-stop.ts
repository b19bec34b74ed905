import { setTimeout as wait } from "node:timers/promises";
import { people } from "../../../playground/seed/ids.js";
import { seededRandom } from "../../../playground/workspace/faults.js";
import { controls, fromBot } from "../../support/steps.js";
import type { FaultCase } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { askFor, endOf, type Job, openFor, postsAbout, sayYes } from "../harness/jobs.js";
import { quiet, readAll } from "../harness/quiet.js";
import type { Stage } from "../harness/stage.js";
import { pick, pairStage } from "./f06-posting.js";

const acts = ["button", "word", "delete", "edit"] as const;
const phases = ["asked", "model", "card", "approved", "posting"] as const;
/** Time in which something could still happen that must not. */
const AFTER_MS = 1_500;

/** Resolves when the job has come so far. */
async function reach(
  on: Stage,
  job: Job,
  phase: (typeof phases)[number],
  nth: number,
): Promise<void> {
  if (phase === "asked") return;
  const options = { timeoutMs: 60_000, what: phase };
  if (phase === "model") {
    const calls = () => on.model.asked.filter(({ user }) => user.includes(job.name)).length;
    await on.workspace.waitFor(() => calls() >= nth || endOf(on.workspace, job), options);
    return;
  }
  const card = await on.workspace.waitFor(
    (w) => fromBot(w, job).find((one) => openFor(one) !== null),
    options,
  );
  if (phase === "card") return;
  while (!(await sayYes(on.workspace, job, card))) await wait(300);
  if (phase === "posting")
    await on.workspace.waitFor((w) => postsAbout(w, job).length > 0, options);
}

/** Somebody stops, takes back or changes the request; false where there is nothing to press. */
async function interfere(on: Stage, job: Job, act: (typeof acts)[number]): Promise<boolean> {
  const { workspace } = on;
  const { channel, ts, thread } = job;
  if (act === "delete") workspace.delete({ user: people.maya, channel, ts });
  else if (act === "word")
    workspace.say({ user: people.maya, channel, threadTs: thread, text: "stop" });
  else if (act === "edit") {
    const text = `${workspace.message(channel, ts)?.text ?? ""} and keep it short`;
    workspace.edit({ user: people.maya, channel, ts, text });
  } else {
    const stop = await workspace.waitFor(
      (w) =>
        fromBot(w, job).find((one) => controls(one).includes("run.stop")) ??
        (endOf(w, job) ? { ts: "" } : undefined),
      { timeoutMs: 60_000, what: "Stop" },
    );
    if (stop.ts === "") return false;
    const { acked } = await workspace.click({
      user: people.maya,
      channel,
      ts: stop.ts,
      actionId: "run.stop",
    });
    return acked;
  }
  return true;
}

/** F52: a job is stopped, its request deleted or changed, at any moment, also when it is just done. */
export const stopCase: FaultCase = {
  id: "F52",
  title: "stop, delete, edit at every phase, racing the end",
  expected: "one end; after an acknowledged stop nothing is posted",
  stage: pairStage,
  async run(on, seed) {
    const random = seededRandom(seed);
    const act = pick(acts, seed);
    const phase = pick(phases, seed);
    const job = askFor(
      on.workspace,
      "post",
      `${act} ${phase} ${seed} ${Math.round(performance.now())}`,
    );
    await reach(on, job, phase, 1 + Math.floor(random() * 4));
    await wait(random() * 150);
    const did = await interfere(on, job, act);
    const status = () =>
      on.rows<{ status: string }>(
        `select r.status from fermata.run r join fermata.request q on q.id = r.request_id
         where q.thread_ts = $1`,
        [job.thread],
      );
    const ended = ["completed", "failed", "cancelled"];
    for (const untilMs = performance.now() + 90_000; ;) {
      const now = await status();
      if (now.length > 0 && now.every((one) => ended.includes(one.status))) break;
      if (performance.now() > untilMs) throw new Error(`It has no end: ${JSON.stringify(now)}.`);
      const card = fromBot(on.workspace, job).find((one) => openFor(one) !== null);
      // Whoever approves does not know that somebody else has just stopped it.
      if (card) await sayYes(on.workspace, job, card).catch(() => undefined);
      await wait(200);
    }
    const wrong = await quiet(on);
    const [end, ...more] = await status();
    const before = readAll(on, job);
    await wait(AFTER_MS);
    wrong.push(...(await quiet(on)));
    if (readAll(on, job) !== before) wrong.push("it went on after its end");
    if (more.length > 0) wrong.push(`${more.length + 1} jobs`);
    const posts = postsAbout(on.workspace, job).length;
    if (end?.status === "completed" && posts !== 1) wrong.push(`completed with ${posts} posts`);
    if (end?.status === "cancelled" && posts > 0) wrong.push(`stopped, and posted ${posts} times`);
    if (end?.status === "failed") wrong.push("it failed");
    if (act === "edit" && end?.status !== "completed") wrong.push("a change stopped it");
    // What is left of a deleted request has no reactions to read its end from.
    const counted = count(on.workspace, act === "delete" ? [] : [job], on.watch);
    return { counted, more: { [`${act}`]: did ? 1 : 0, [end?.status ?? "none"]: 1 }, wrong };
  },
};
