import { seededRandom } from "../../../playground/workspace/faults.js";
import { fromBot, read } from "../../support/steps.js";
import type { FaultCase, Shown } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { armAll } from "../harness/die-at.js";
import {
  askFor,
  isAbout,
  type Job,
  type JobKind,
  keyOf,
  postsAbout,
  resultsOf,
  seeThrough,
} from "../harness/jobs.js";
import type { Stage, StageSettings } from "../harness/stage.js";

/** One of each, so that a dead one is started again, as a supervisor does. */
export const pairStage: StageSettings = { redis: true };

/** One of several, by the seed: neighbouring seeds get different ones. */
export function pick<T>(all: readonly T[], seed: number): T {
  return all[seed % all.length]!;
}

/** What a job must show in the end besides the counts; words about what is wrong. */
export function wrongWith(on: Stage, job: Job, end: string | null): string[] {
  const wrong = end === "completed" ? [] : [`it ended as ${end}`];
  const results = resultsOf(on.workspace, job);
  if (results.length !== 1) wrong.push(`${results.length} results`);
  if (!results.every((one) => isAbout(one, job))) wrong.push("a result of another job");
  const posts = postsAbout(on.workspace, job);
  if (job.kind === "post" && posts.length !== 1) wrong.push(`${posts.length} posts`);
  if (!posts.every((one) => isAbout(one, job))) wrong.push("a post of another job");
  const cards = fromBot(on.workspace, job).filter((one) => keyOf(one).includes(":card"));
  const asked = job.kind === "answer" ? 0 : 1;
  if (cards.length !== asked) wrong.push(`${cards.length} cards`);
  if (job.kind !== "answer" && job.kind !== "question" && !cards.some(saysApproved))
    wrong.push("no card says who approved");
  return wrong;
}

const saysApproved = (card: Parameters<typeof read>[0]) => /Approved by Priya/.test(read(card));

/** Asks for one job while a process dies at a fault point, and sees it through. */
export async function dieOnce(
  on: Stage,
  seed: number,
  plan: { who: "bots" | "workers"; at: string; kind: JobKind; more?: () => Shown["more"] },
): Promise<Shown> {
  const calls = on.workspace.calls.length;
  const armed = armAll(on[plan.who], `${plan.at}:kill`);
  const job = askFor(
    on.workspace,
    plan.kind,
    `${plan.at} ${seed} ${Math.round(performance.now())}`,
  );
  const startedMs = performance.now();
  const end = await seeThrough(on.workspace, job);
  const wrong = wrongWith(on, job, end);
  if (!armed.victim()) wrong.push(`nobody died at ${plan.at}`);
  const reads = on.workspace.calls
    .slice(calls)
    .filter(({ method }) => method === "conversations.replies").length;
  return {
    counted: count(on.workspace, [job], on.watch),
    more: {
      kills: armed.victim() ? 1 : 0,
      "thread reads": reads,
      "max seconds": Math.round((performance.now() - startedMs) / 1000),
    },
    wrong,
  };
}

const kinds: JobKind[] = ["answer", "approve", "post", "question"];
const anyKind = (seed: number) => pick(kinds, Math.floor(seededRandom(seed)() * 100));
/** Which pass of a fault point, so that not always the first message is hit. */
const pass = (seed: number, most: number) => 1 + Math.floor(seededRandom(seed + 77)() * most);

/** F06–F08: the process dies around what people see. */
export const postingCases: FaultCase[] = [
  {
    id: "F06",
    title: "kill -9 between the checkpoint and what is sent",
    expected: "another process sends it, once",
    stage: pairStage,
    run: (on, seed) =>
      dieOnce(
        on,
        seed,
        pick(
          [
            { who: "workers", at: `checkpoint.put:${pass(seed, 4)}`, kind: anyKind(seed) },
            { who: "bots", at: `outbox.taken:${pass(seed, 3)}`, kind: anyKind(seed) },
            { who: "workers", at: "hold.committed:1", kind: "approve" },
            { who: "workers", at: "finish.committed:1", kind: anyKind(seed) },
            { who: "bots", at: `outbox.trying:${pass(seed, 2)}`, kind: anyKind(seed) },
          ],
          seed,
        ),
      ),
  },
  {
    id: "F07",
    title: "kill -9 after Slack took a post, before its ts is stored",
    expected: "the read-back finds it; no second copy",
    stage: pairStage,
    fast: true,
    run: (on, seed) => {
      const kind = anyKind(seed);
      // An answer that comes at once is the only message of its job.
      const at = `outbox.posted:${kind === "answer" ? 1 : pass(seed, 2)}`;
      return dieOnce(on, seed, { who: "bots", at, kind });
    },
  },
  {
    id: "F08",
    title: "kill -9 while an approval is posted",
    expected: "one card, and its buttons work",
    stage: pairStage,
    run: (on, seed) =>
      dieOnce(on, seed, {
        who: "bots",
        // The status is the first post of a job, the card the second.
        at: pick(["outbox.posted:2", "outbox.taken:2", "outbox.trying:2"], seed),
        kind: pick(["approve", "post"], seed),
      }),
  },
];
