import { people } from "../../../playground/seed/ids.js";
import { controls, fromBot, read, resultOf } from "../../support/steps.js";
import type { FaultCase, Shown } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { askFor, type Job, seeThrough } from "../harness/jobs.js";
import type { Stage, StageSettings } from "../harness/stage.js";
import { pairStage, pick } from "./f06-posting.js";

const MOST_CALLS = 10;
const capped: StageSettings = {
  redis: true,
  file: `limits: { maxModelCalls: ${MOST_CALLS}, maxRepeats: 3, maxDraftRounds: 5 }\n`,
};
const nameOf = (id: string, seed: number) => `${id} ${seed} ${Math.round(performance.now())}`;

/** Writer and checker never agree: with the same words each time, or with others. */
async function pingPong(on: Stage, seed: number): Promise<Shown> {
  const from = on.model.asked.length;
  const calm = { ...on.model.scripts };
  const isSame = seed % 2 === 0;
  let n = 0;
  on.model.scripts.check = (input) => {
    const good = calm.check?.(input);
    if (!good) throw new Error("The story has no check.");
    return { ...good, verdict: "revise", advice: ["Better."] };
  };
  on.model.scripts.draft = () => ({
    markdown: `Words${isSame ? "" : ` ${(n += 1)}`}.`,
    changed: [],
  });
  const job = askFor(on.workspace, "answer", nameOf("F42", seed));
  // Nothing can be tried again here: the reaction and the words are the end.
  const words = isSame ? /same step again and again/ : /asked the model as often as a job may/;
  const failure = await on.workspace
    .waitFor((w) => fromBot(w, job).find((m) => /stopped, not finished\.\*/.test(read(m))), {
      timeoutMs: 90_000,
      what: "the end of a job in circles",
    })
    .finally(() => Object.assign(on.model.scripts, calm));
  await seeThrough(on.workspace, job);
  const wrong = words.test(read(failure)) ? [] : [`it says: ${read(failure).slice(0, 200)}`];
  const calls = on.model.asked.length - from;
  if (calls > MOST_CALLS + 1) wrong.push(`${calls} calls, ${MOST_CALLS} allowed`);
  if (controls(failure).includes("run.retry")) wrong.push("it offers what would end the same way");
  return { counted: count(on.workspace, [job], on.watch), more: { calls }, wrong };
}

/** A thread of 1,400 long messages, and a request in it. */
function longThread(on: Stage, seed: number): { job: Job; words: RegExp } {
  const channel = "launch";
  const thread = on.workspace.say({ user: people.tom, channel, text: "Atlas launches soon." });
  const text = "x".repeat(800 + 20 * seed);
  for (let n = 0; n < 1_400; n += 1)
    on.workspace.say({ user: people.leo, channel, threadTs: thread, text: `${n} ${text}` });
  const job = askFor(on.workspace, "answer", nameOf("F43", seed), { thread });
  return { job, words: /older ones not read, first 200 KB only/ };
}

/** A request with a file of five megabytes: a log, or a table whose names stand in each of its rows. */
function largeFile(on: Stage, seed: number, name: string): { job: Job; words: RegExp } {
  const content = "Visits;Sales;Costs\n".padEnd(5_000_000, `${seed};2000;3000000\n`);
  const files = [{ name, content }];
  const job = askFor(on.workspace, "answer", nameOf("F43", seed), { files });
  return { job, words: /attached file, first 200 KB only/ };
}

/** Far too much to read: as much as fits is read, and people are told. */
async function tooMuch(on: Stage, seed: number): Promise<Shown> {
  const from = on.model.asked.length;
  const kind = pick(["numbers.csv", "thread", "service.log"], seed);
  const { job, words } = kind === "thread" ? longThread(on, seed) : largeFile(on, seed, kind);
  const end = await seeThrough(on.workspace, job);
  await resultOf(on.workspace, job);
  const wrong = end === "completed" ? [] : [`it ended as ${end}`];
  const most = Math.max(...on.model.asked.slice(from).map((one) => one.user.length));
  if (most > 300_000 || most < 150_000) wrong.push(`the model was sent ${most} characters`);
  const said = fromBot(on.workspace, job).map(read).join("\n");
  if (!words.test(said)) wrong.push(`nobody is told what was left out: ${said.slice(0, 600)}`);
  return {
    counted: count(on.workspace, [job], on.watch),
    more: { "most characters": most },
    wrong,
  };
}

/** F42 and F43: work without end, and far too much to read. */
export const boundCases: FaultCase[] = [
  {
    id: "F42",
    title: "writer and checker go in circles",
    expected: "ended by the cap or because it repeats itself, at most one call over",
    stage: capped,
    run: pingPong,
  },
  {
    id: "F43",
    title: "a thread of 1,400 messages, a file of 5 MB",
    expected: "the newest messages and as much as fits are read, and the result says so",
    stage: pairStage,
    run: tooMuch,
  },
];
