import { setTimeout as wait } from "node:timers/promises";
import type { FaultCase, Shown } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { armAll } from "../harness/die-at.js";
import { askFor, type Job, type JobKind, seeThrough } from "../harness/jobs.js";
import { quiet, readAll } from "../harness/quiet.js";
import type { Stage, StageSettings } from "../harness/stage.js";
import { pick, wrongWith } from "./f06-posting.js";

/** Two of each: somebody else must take over. */
export const twoStage: StageSettings = { redis: true, bots: 2, workers: 2 };
/** How long `stall` in the hook lasts. */
const STALL_MS = 14_000;
/** Long enough for what a process that wakes would still do. */
const AWAKE_MS = 1_500;

const points: { who: "bots" | "workers"; at: string; kind: JobKind }[] = [
  { who: "workers", at: "finish.before-commit:1", kind: "answer" },
  { who: "bots", at: "outbox.posted:1", kind: "approve" },
  { who: "workers", at: "effect.before-commit:1", kind: "post" },
  { who: "bots", at: "outbox.taken:2", kind: "answer" },
  { who: "workers", at: "checkpoint.before-put:2", kind: "question" },
  { who: "bots", at: "outbox.trying:1", kind: "answer" },
  { who: "workers", at: "hold.before-commit:1", kind: "approve" },
  { who: "workers", at: "graph.driven:1", kind: "post" },
  { who: "bots", at: "decision.committed:1", kind: "approve" },
  { who: "workers", at: "run.claimed:1", kind: "answer" },
];

/** A process stands still at a fault point until others have done its work, and then goes on where it was. */
export async function standStill(
  on: Stage,
  job: { kind: JobKind; name: string },
  plan: { who: "bots" | "workers"; at: string },
  action: "stop" | "stall" = "stop",
): Promise<Shown> {
  const armed = armAll(on[plan.who], `${plan.at}:${action}`);
  const asked = askFor(on.workspace, job.kind, job.name);
  const ending = seeThrough(on.workspace, asked, { timeoutMs: 150_000 });
  const victim = await Promise.race([armed.hit(), ending.then(() => armed.victim())]);
  const late = victim && action === "stall" ? await takenOver(on, asked) : [];
  const end = await ending;
  const busy = await quiet(on);
  const before = readAll(on, asked);
  const calls = on.model.asked.length;
  victim?.thaw();
  // Its event loop has come to the requests of others, so it has gone on with its own work too.
  if (victim) await fetch(`http://127.0.0.1:${victim.port()}/healthz`);
  await wait(AWAKE_MS);
  busy.push(...(await quiet(on)));
  const wrong = [...wrongWith(on, asked, end), ...busy, ...late];
  if (!victim) wrong.push(`nobody was stopped at ${plan.at}`);
  const after = readAll(on, asked);
  if (after !== before) wrong.push(`what people read changed when it woke: ${after.slice(0, 400)}`);
  const asks = on.model.asked.length - calls;
  if (asks > 0) wrong.push(`it asked the model ${asks} times when it woke`);
  return {
    counted: count(on.workspace, [asked], on.watch),
    more: { stops: victim ? 1 : 0 },
    wrong,
  };
}

/** Waits until somebody else has taken the run of a worker whose loop stands still; wrong where nobody does in that time. */
async function takenOver(on: Stage, job: Job): Promise<string[]> {
  const untilMs = performance.now() + STALL_MS;
  const token = async () => {
    const [row] = await on.rows<{ token: string }>(
      `select r.token::text as token from fermata.run r
       join fermata.request q on q.id = r.request_id where q.message_ts = $1`,
      [job.ts],
    );
    return row?.token;
  };
  const first = await token();
  while ((await token()) === first) {
    if (performance.now() > untilMs) return ["nobody took over while it stood still"];
    await wait(100);
  }
  return [];
}

/** F12: a process that was away for longer than its lease changes nothing when it wakes. */
export const frozenCase: FaultCase = {
  id: "F12",
  title: "SIGSTOP past the lease, another takes over, SIGCONT",
  expected: "what it still writes is refused; nothing is doubled",
  stage: twoStage,
  brieflyTwice: true,
  run(on, seed) {
    const plan = pick(points, seed - 1);
    const name = `${plan.at} ${seed} ${Math.round(performance.now())}`;
    return standStill(on, { kind: plan.kind, name }, plan);
  },
};
