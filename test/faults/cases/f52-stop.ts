import { setTimeout as wait } from "node:timers/promises";
import { people } from "../../../playground/seed/ids.js";
import { seededRandom } from "../../../playground/workspace/faults.js";
import { controls, fromBot } from "../../support/steps.js";
import type { FaultCase } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { askFor, endOf, type Job, openFor, postsAbout, sayYes } from "../harness/jobs.js";
import { quiet, readAll } from "../harness/quiet.js";
import { untilStored } from "../harness/several.js";
import type { Stage } from "../harness/stage.js";
import { pick, pairStage } from "./f06-posting.js";

const acts = ["button", "word", "delete", "edit"] as const;
const phases = ["asked", "model", "card", "approved", "posting"] as const;
/** Before anybody has approved. */
const early: readonly string[] = ["asked", "model", "card"];
/** Time in which something could still happen that must not. */
const AFTER_MS = 1_500;

/** Resolves when the job has come so far. */
async function reach(
  on: Stage,
  job: Job,
  { act, phase }: { act: (typeof acts)[number]; phase: (typeof phases)[number] },
  nth: number,
): Promise<void> {
  if (phase === "asked") {
    // A bare "stop" that Slack delivers before its request belongs to no job yet, and is not heard.
    if (act === "word") await untilStored(on, [job]);
    return;
  }
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

/** Whatever was on its way to Slack when the stop was acknowledged is there after this. */
const ON_ITS_WAY_MS = 1_000;

/** Resolves when Slack has every ack, so that what was said to the bot is acknowledged; with the time. */
async function acknowledged({ workspace }: Stage): Promise<number> {
  await workspace.waitFor((w) => w.world.state.pending.length === 0, {
    timeoutMs: 30_000,
    what: "every ack",
  });
  return Date.now();
}

/** Interferes with one job in one phase, and follows it to its end. */
async function interfered(
  on: Stage,
  seed: number,
  { act, phase }: { act: (typeof acts)[number]; phase: (typeof phases)[number] },
): Promise<{ job: Job; end: string; did: boolean; wrong: string[] }> {
  const random = seededRandom(seed);
  const name = `${act} ${phase} ${seed} ${Math.round(performance.now())}`;
  const job = askFor(on.workspace, "post", name);
  await reach(on, job, { act, phase }, 1 + Math.floor(random() * 4));
  await wait(random() * 150);
  const did = await interfere(on, job, act);
  const ackedMs = act === "button" ? Date.now() : await acknowledged(on);
  const [end, ...more] = await ended(on, job);
  const wrong = await quiet(on);
  const before = readAll(on, job);
  await wait(AFTER_MS);
  wrong.push(...(await quiet(on)));
  if (readAll(on, job) !== before) wrong.push("it went on after its end");
  if (more.length > 0) wrong.push(`${more.length + 1} jobs`);
  const posts = postsAbout(on.workspace, job);
  if (end === "completed" && posts.length !== 1) wrong.push(`completed with ${posts.length} posts`);
  if (end === "cancelled" && posts.length > 0)
    wrong.push(`stopped, and posted ${posts.length} times`);
  if (end === "failed") wrong.push("it failed");
  if (act === "edit") {
    if (end !== "completed") wrong.push("a change stopped it");
  } else if (early.includes(phase)) {
    // Nobody had approved yet, so no end can have come before the stop.
    if (!did) wrong.push("there was nothing to stop it with");
    if (end !== "cancelled" || posts.length > 0) wrong.push(`it was not stopped: ${end}`);
  } else if (did && posts.some(({ ts }) => Number(ts) * 1_000 > ackedMs + ON_ITS_WAY_MS))
    wrong.push("it was posted after the stop was acknowledged");
  return {
    job,
    end: end ?? "none",
    did,
    wrong: wrong.map((one) => `${act} when ${phase}: ${one}`),
  };
}

/** How the runs of this request ended; whoever approves does not know that somebody else has just stopped it. */
async function ended(on: Stage, job: Job): Promise<string[]> {
  for (const untilMs = performance.now() + 90_000; ;) {
    const now = await on.rows<{ status: string }>(
      `select r.status from fermata.run r join fermata.request q on q.id = r.request_id
       where q.thread_ts = $1`,
      [job.thread],
    );
    const all = now.map(({ status }) => status);
    if (all.length > 0 && all.every((one) => ["completed", "failed", "cancelled"].includes(one)))
      return all;
    if (performance.now() > untilMs)
      throw new Error(`It has no end: ${all.join(", ") || "no run"}.`);
    const card = fromBot(on.workspace, job).find((one) => openFor(one) !== null);
    if (card) await sayYes(on.workspace, job, card).catch(() => undefined);
    await wait(200);
  }
}

/** F52: jobs are stopped, their requests deleted or changed, at any moment, also when one is just done. */
export const stopCase: FaultCase = {
  id: "F52",
  title: "stop, delete, edit at every phase, racing the end",
  expected: "stopped before the approval, or one end; after an acknowledged stop nothing is posted",
  stage: pairStage,
  async run(on, seed) {
    // Each way once a seed, so that five seeds have every way in every phase.
    const all = await Promise.all(
      acts.map((act, n) =>
        interfered(on, seed * acts.length + n, { act, phase: pick(phases, seed + n) }).catch(
          (error: unknown) => ({ act, error }),
        ),
      ),
    );
    const shown = all.flatMap((one) => ("error" in one ? [] : [{ ...one }]));
    const wrong = all.flatMap((one) =>
      "error" in one ? [`${one.act}: ${String(one.error)}`] : one.wrong,
    );
    const times = (end: string) => shown.filter((one) => one.end === end).length;
    // What is left of a deleted request has no reactions to read its end from.
    const readable = shown.flatMap(({ job }) =>
      on.workspace.reactions(job.channel, job.ts).length > 0 ? [job] : [],
    );
    return {
      counted: count(on.workspace, readable, on.watch),
      more: {
        interfered: shown.filter(({ did }) => did).length,
        "of them cancelled": times("cancelled"),
        "of them completed": times("completed"),
      },
      wrong,
    };
  },
};
