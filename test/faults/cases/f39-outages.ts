import { agentIo, type AgentRole } from "../../../src/domain/agent-io.js";
import { parseOutput } from "../../../src/models/parse-output.js";
import { brokenJson } from "../../support/broken-json.js";
import { controls, fromBot, press, read, resultOf } from "../../support/steps.js";
import type { FaultCase, Shown } from "../harness/case.js";
import { count, sum } from "../harness/checker.js";
import type { ModelFault } from "../harness/fault-model.js";
import { askFor, type Job, seeThrough } from "../harness/jobs.js";
import type { Stage, StageSettings } from "../harness/stage.js";
import { pick, wrongWith } from "./f06-posting.js";

const stage: StageSettings = {
  redis: true,
  file: "waiting: { undoSeconds: 1 }\nmodels: { silenceSeconds: 2 }\n",
};
const AWAY = /The model service does not answer\. I keep trying for up to/;

const outages: (ModelFault | { kind: "refused" })[] = [
  { kind: "status", status: 429, retryAfterS: 3 },
  { kind: "no-first-byte" },
  { kind: "cut" },
  { kind: "refused" },
  { kind: "status", status: 529, retryAfterS: 12 },
  { kind: "html" },
  { kind: "status", status: 500 },
  { kind: "empty" },
  { kind: "reset" },
];

/** A silent one, and one that wants to be left alone for long, is tried once between two pauses, which grow. */
const timesOf = (fault: ModelFault): number => {
  const isLong = fault.kind === "status" && (fault.retryAfterS ?? 0) > 10;
  return fault.kind === "no-first-byte" || isLong ? 2 : 4;
};
const nameOf = (id: string, seed: number) => `${id} ${seed} ${Math.round(performance.now())}`;
const saidAway = (on: Stage, job: Job) =>
  fromBot(on.workspace, job).some((m) => AWAY.test(read(m)));
const callsOf = (on: Stage, from: number, role: AgentRole) =>
  on.model.asked.slice(from).filter((one) => one.role === role);

/** Two ways after one another, so that five seeds have them all; the fast part has one. */
async function outagesOf(on: Stage, seed: number): Promise<Shown> {
  const first = await outage(on, seed, pick(outages, seed - 1));
  if (seed === 1) return first;
  const second = await outage(on, seed, pick(outages, seed + 3));
  return {
    counted: sum([first.counted, second.counted]),
    more: { calls: Number(first.more?.["calls"]) + Number(second.more?.["calls"]) },
    wrong: [...(first.wrong ?? []), ...(second.wrong ?? [])],
  };
}

/** The model is away for a draft: the job waits visibly, is not failed, and asks for nothing else again. */
async function outage(on: Stage, seed: number, fault: (typeof outages)[number]): Promise<Shown> {
  const from = on.model.asked.length;
  const job = askFor(on.workspace, "answer", nameOf("F39", seed));
  const ending = seeThrough(on.workspace, job);
  ending.catch(() => undefined);
  if (fault.kind === "refused") {
    // The first one breaks off, and from then on nobody is there.
    on.model.plan({ fault: { kind: "reset" }, role: "draft" });
    const stop = on.model.onMoment(() => {
      if (callsOf(on, from, "draft").length === 0) return;
      stop();
      on.proxies.model.mode({ kind: "refuse" });
    });
  } else on.model.plan({ fault, role: "draft", times: timesOf(fault) });
  await on.workspace.waitFor(() => saidAway(on, job), {
    timeoutMs: 60_000,
    what: "that the model is away",
  });
  on.proxies.model.mode({ kind: "pass" });
  const wrong = wrongWith(on, job, await ending);
  // Its reaction may be there a moment before its result.
  await resultOf(on.workspace, job);
  if (saidAway(on, job)) wrong.push("it still says that the model is away");
  for (const role of ["triage", "research"] as const) {
    const times = callsOf(on, from, role).length;
    if (times !== 1) wrong.push(`${role} was asked ${times} times`);
  }
  if (fault.kind === "status" && fault.retryAfterS !== undefined) {
    const at = callsOf(on, from, "draft").map((one) => one.at);
    const soonest = Math.min(...at.slice(1).map((ms, n) => ms - (at[n] ?? 0)));
    if (soonest < fault.retryAfterS * 1000 - 50) wrong.push(`asked again after ${soonest} ms`);
  }
  const counted = count(on.workspace, [job], on.watch);
  if (counted.messages !== 2) wrong.push(`${counted.messages} messages`);
  return { counted, more: { calls: on.model.asked.length - from }, wrong };
}

/** An answer of the wrong form is repaired twice at most; a third one ends the job where people see it. */
async function wrongForm(on: Stage, seed: number): Promise<Shown> {
  const from = on.model.asked.length;
  const role = pick(["draft", "check", "triage"] as const, seed);
  const times = 2 + (seed % 2);
  const kind = pick(["bad-json", "wrong-schema"] as const, Math.floor(seed / 2));
  on.model.plan({ fault: { kind }, role, times });
  const job = askFor(on.workspace, "answer", nameOf("F40", seed));
  const end = await seeThrough(on.workspace, job);
  const wrong = end === (times === 2 ? "completed" : "failed") ? [] : [`it ended as ${end}`];
  const asked = callsOf(on, from, role).length;
  if (asked !== 3) wrong.push(`${role} was asked ${asked} times`);
  const forms = brokenJson();
  const taken = forms.filter(([, text]) => parseOutput(agentIo.draft.out, text).ok);
  if (taken.length > 0) wrong.push(`${taken.length} broken forms were taken`);
  return {
    counted: count(on.workspace, [job], on.watch),
    more: { "broken forms": forms.length },
    wrong,
  };
}

const ways: { kind: "refusal" | "content-filter" | "length"; words: RegExp; calls: number }[] = [
  { kind: "refusal", words: /The model declined to do this/, calls: 1 },
  { kind: "content-filter", words: /filter held the model's answer back/, calls: 1 },
  { kind: "length", words: /too long and was cut off/, calls: 3 },
];

/** A model that gives no answer: its own sentence, and a person who can have it tried again. */
async function noAnswer(on: Stage, seed: number): Promise<Shown> {
  const from = on.model.asked.length;
  const { kind, words, calls } = pick(ways, seed);
  on.model.plan({ fault: { kind }, role: "draft", times: calls });
  const job = askFor(on.workspace, "answer", nameOf("F41", seed));
  const wrong: string[] = [];
  if ((await seeThrough(on.workspace, job)) !== "failed") wrong.push("it did not fail visibly");
  const failure = fromBot(on.workspace, job).find((m) => controls(m).includes("run.retry"));
  if (!failure || !words.test(read(failure))) wrong.push("it does not say what happened");
  const asked = callsOf(on, from, "draft").length;
  if (asked !== calls) wrong.push(`asked ${asked} times`);
  if (failure) await press(on.workspace, job, "maya", failure, "run.retry");
  await on.workspace.waitFor((w) => fromBot(w, job).some((m) => controls(m).includes("run.redo")), {
    timeoutMs: 60_000,
    what: "the result after Try again",
  });
  return { counted: count(on.workspace, [job], on.watch), more: { [kind]: 1 }, wrong };
}

/** F39–F41: the model is away, talks nonsense, or gives no answer. */
export const outageCases: FaultCase[] = [
  {
    id: "F39",
    title: "the model is away: 429, 5xx, refused, silent, cut, a page",
    expected: "visible waiting in the one status, never sooner than asked for, then it goes on",
    stage,
    fast: true,
    run: outagesOf,
  },
  {
    id: "F40",
    title: "the model's answer is broken, in 318 ways",
    expected: "repaired twice at most, then a visible end; nothing crashes",
    stage,
    run: wrongForm,
  },
  {
    id: "F41",
    title: "refusal, content filter, cut at its length",
    expected: "each its own sentence, and a person can have it tried again",
    stage,
    run: noAnswer,
  },
];
