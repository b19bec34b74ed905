import type { Message } from "../../../playground/workspace/types.js";
import type { Workspace } from "../../../playground/workspace/workspace-face.js";
import { keyOf, type Job, type JobEnd, endOf, openFor, sayYes } from "./jobs.js";
import { read } from "../../support/steps.js";
import { createRaces } from "./two-at-once.js";

/** One job as people follow it. */
export interface Followed {
  job: Job;
  end: JobEnd | null;
  endedMs: number | null;
  /** When something visible of it changed, by the machine's clock. */
  steps: number[];
}

/** Everybody who asks and approves, for hundreds of jobs at once. */
export interface People {
  follow(job: Job): void;
  all(): readonly Followed[];
  open(): Followed[];
  /** Milliseconds from a press that arrived until its card had settled. */
  settledMs: number[];
  /** Presses of which Slack said that they did not arrive. */
  unheard(): number;
  /** Presses of which nothing was seen for a while, so that they were repeated. */
  repeated(): number;
  /** Cards that one person approved while another one rejected them. */
  raced(): number;
  /** Cards that said one decision and later another one. */
  changedDecisions(): number;
  stop(): void;
}

/** Nobody reads faster. */
const LOOK_EVERY_MS = 100;
/** Somebody who pressed and sees nothing presses again. */
const PATIENCE_MS = 8_000;
const decided =
  /(Approved|Rejected|Sent back|Chosen|Answered|Going on with these answers) by (\w+)/;

/** Starts to follow jobs: says yes to every card after the moment that `waitMs` gives. */
export function startPeople(workspace: Workspace, options: { waitMs: () => number }): People {
  const all: Followed[] = [];
  const open = new Map<string, Followed & { last: string }>();
  const presses = new Map<string, Press>();
  const said = new Map<string, Set<string>>();
  const races = createRaces(workspace);
  const settledMs: number[] = [];
  let unheard = 0;
  let repeated = 0;
  let lookAt: NodeJS.Timeout | undefined;

  function look(): void {
    lookAt = undefined;
    if (open.size === 0) return;
    const view = byThread(workspace, new Set([...open.values()].map((one) => one.job.channel)));
    const now = Date.now();
    for (const one of open.values()) {
      const messages = view.messages(one.job.channel, one.job.thread);
      const signs = view.reactions(one.job.channel, one.job.ts).map(({ name }) => name);
      const seen = JSON.stringify([messages, signs]);
      if (seen === one.last) continue;
      one.last = seen;
      one.steps.push(now);
      for (const message of messages) noteDecision(said, message);
      one.end = endOf(view, one.job);
      if (one.end === null) continue;
      one.endedMs = now;
      open.delete(one.job.thread);
    }
    for (const one of open.values()) {
      const cards = view.messages(one.job.channel, one.job.thread);
      for (const card of cards) if (keyOf(card) !== "") pressIfOpen(one.job, card, now);
    }
  }

  function pressIfOpen(job: Job, card: Message, now: number): void {
    const key = `${job.channel}:${card.ts}`;
    const known = presses.get(key);
    if (openFor(card) === null) {
      if (known && known.arrivedMs !== null && !known.settled) {
        known.settled = true;
        settledMs.push(now - known.arrivedMs);
      }
      return;
    }
    const press = known ?? {
      dueMs: now + options.waitMs(),
      tried: false,
      arrivedMs: null,
      settled: false,
    };
    presses.set(key, press);
    if (press.settled || press.dueMs > now || !workspace.connected()) return;
    if (press.arrivedMs !== null) repeated += 1;
    press.dueMs = now + PATIENCE_MS;
    // Who came first is seen at the first press; whoever presses again only wants it to go on.
    const isRace = job.kind === "either" && !press.tried;
    press.tried = true;
    void (isRace ? races.both(job, card) : sayYes(workspace, job, card)).then(
      (arrived) => {
        if (arrived) press.arrivedMs ??= Date.now();
        else {
          unheard += 1;
          press.dueMs = Date.now() + 500;
        }
      },
      // The card settled in this very moment, so that there is nothing to press.
      () => undefined,
    );
  }

  const soon = () => (lookAt ??= setTimeout(look, LOOK_EVERY_MS));
  const unsubscribe = workspace.world.onChange(() => void soon());
  // Presses become due without any change.
  const timer = setInterval(() => void soon(), 500);
  return {
    settledMs,
    all: () => all,
    open: () => [...open.values()],
    unheard: () => unheard,
    repeated: () => repeated,
    raced: () => races.met(),
    changedDecisions: () => [...said.values()].filter((words) => words.size > 1).length,
    follow(job) {
      const one = { job, end: null, endedMs: null, steps: [], last: "" };
      all.push(one);
      open.set(job.thread, one);
      soon();
    },
    stop() {
      unsubscribe();
      clearInterval(timer);
      clearTimeout(lookAt);
    },
  };
}

interface Press {
  dueMs: number;
  tried: boolean;
  arrivedMs: number | null;
  settled: boolean;
}

function noteDecision(said: Map<string, Set<string>>, message: Message): void {
  const key = keyOf(message);
  const words = key === "" ? null : decided.exec(read(message));
  if (words) said.set(key, (said.get(key) ?? new Set<string>()).add(words[0]));
}

/** The same workspace with its threads found in one pass: hundreds are looked at each time. */
export function byThread(workspace: Workspace, channels: Iterable<string>): Workspace {
  const threads = new Map<string, Message[]>();
  for (const channel of channels) {
    for (const message of workspace.messages(channel)) {
      const key = `${channel} ${message.thread_ts ?? message.ts}`;
      const known = threads.get(key);
      if (known) known.push(message);
      else threads.set(key, [message]);
    }
  }
  const reactions = new Map<string, Message["reactions"]>();
  for (const [key, messages] of threads) {
    const [channel] = key.split(" ");
    for (const one of messages) reactions.set(`${channel} ${one.ts}`, one.reactions);
  }
  return {
    ...workspace,
    messages: (channel, thread) =>
      thread === undefined
        ? workspace.messages(channel)
        : (threads.get(`${channel} ${thread}`) ?? []),
    reactions: (channel, ts) => reactions.get(`${channel} ${ts}`) ?? [],
  };
}
