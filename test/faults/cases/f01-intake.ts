import { people } from "../../../playground/seed/ids.js";
import type { FaultCase, Shown } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { armAll } from "../harness/die-at.js";
import { askFor, type Job, type JobKind, seeThrough } from "../harness/jobs.js";
import type { Stage } from "../harness/stage.js";
import { dieOnce, pairStage as stage, pick, wrongWith } from "./f06-posting.js";

const kinds: JobKind[] = ["answer", "approve", "post", "question"];
/** The goal: somebody else has begun with it after this. */
const BEGUN_MS = 15_000;

/** Asks, while a process dies at a fault point on the way in, and sees the job through. */
const dieAt = (on: Stage, seed: number, label: string): Promise<Shown> =>
  dieOnce(on, seed, { who: "bots", at: `${label}:1`, kind: pick(kinds, seed) });

const nameOf = (id: string, seed: number) => `${id} ${seed} ${Math.round(performance.now())}`;

/** The first message of a thread, heard by the bot: what is armed next meets the request and not this. */
async function rootHeard({ workspace }: Stage): Promise<string> {
  const root = workspace.say({ user: people.tom, channel: "launch", text: "Atlas launches soon." });
  // Whatever else is on its way, as from the job before, has to be heard too.
  await workspace.waitFor((w) => w.world.state.pending.length === 0, {
    timeoutMs: 30_000,
    what: "the ack of the root",
  });
  return root;
}

/** How often the database has this request. */
async function storedTimes(on: Stage, job: Job): Promise<number> {
  const [row] = await on.rows<{ n: number }>(
    "select count(*)::int as n from fermata.request where message_ts = $1",
    [job.ts],
  );
  return row?.n ?? 0;
}

/** F02: the request is a row when the bot dies, and Slack knows nothing of it. */
async function dieBeforeAck(on: Stage, seed: number): Promise<Shown> {
  const { workspace } = on;
  const thread = await rootHeard(on);
  const from = workspace.deliveries.length;
  const armed = armAll(on.bots, "intake.committed:1:kill");
  const job = askFor(workspace, pick(kinds, seed), nameOf("F02", seed), { thread });
  await armed.hit();
  const stored = await storedTimes(on, job);
  const end = await seeThrough(workspace, job);
  const events = workspace.deliveries.slice(from).filter((one) => one.kind === "events_api");
  const again = events.filter((one) => one.attempt > 0 && one.outcome === "acked").length;
  const wrong = wrongWith(on, job, end);
  if (stored !== 1) wrong.push(`${stored} requests were stored when it died`);
  if ((await storedTimes(on, job)) !== 1) wrong.push(`${await storedTimes(on, job)} requests`);
  if (again === 0) wrong.push("nothing was delivered again");
  return {
    counted: count(workspace, [job], on.watch),
    more: { kills: 1, "delivered again": again },
    wrong,
  };
}

/** F03: Slack has its ack, the wake-up never reached the queue, and the bot that knew of it is dead. */
async function dieBeforeWake(on: Stage, seed: number): Promise<Shown> {
  const { workspace } = on;
  const thread = await rootHeard(on);
  const from = workspace.deliveries.length;
  const [bot] = on.bots;
  const armed = armAll(on.bots, "queue.before-wake:*:throw");
  // A sweep that happens to come now would begin it before the bot is dead.
  for (const one of on.workers) one.freeze();
  const job = askFor(workspace, pick(kinds, seed), nameOf("F03", seed), { thread });
  await workspace.waitFor(
    (w) =>
      w.deliveries.slice(from).some((one) => one.name === "app_mention" && one.outcome === "acked"),
    { timeoutMs: 30_000, what: "the ack" },
  );
  await armed.hit();
  await bot!.kill();
  for (const one of on.workers) one.thaw();
  const deadMs = Date.now();
  const asked = () => on.model.asked.filter(({ user }) => user.includes(job.name));
  const early = asked().length;
  await bot!.start();
  const end = await seeThrough(workspace, job);
  const begunMs = (asked()[0]?.at ?? Infinity) - deadMs;
  const wrong = wrongWith(on, job, end);
  if (early > 0) wrong.push("it was begun before the bot died");
  if (begunMs > BEGUN_MS) wrong.push(`begun only after ${begunMs} ms`);
  return {
    counted: count(workspace, [job], on.watch),
    more: { kills: 1, "max ms until begun": begunMs },
    wrong,
  };
}

/** F01–F03: the bot dies on the way in. */
export const intakeCases: FaultCase[] = [
  {
    id: "F01",
    title: "kill -9 after an event came, before it is stored",
    expected: "not acknowledged, so Slack delivers it again: exactly one job",
    stage,
    fast: true,
    run: (on, seed) => dieAt(on, seed, "slack.event-received"),
  },
  {
    id: "F02",
    title: "kill -9 after the request is stored, before the ack",
    expected: "the redelivery finds the first one: one job",
    stage,
    run: dieBeforeAck,
  },
  {
    id: "F03",
    title: "kill -9 after the ack, before the queue has it",
    expected: "the sweeper of another process wakes it within 15 s",
    stage,
    run: dieBeforeWake,
  },
];
