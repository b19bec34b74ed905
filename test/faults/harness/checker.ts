import { bot } from "../../../playground/seed/ids.js";
import type { Message } from "../../../playground/workspace/types.js";
import type { Workspace } from "../../../playground/workspace/workspace-face.js";
import { fromBot, read } from "../../support/steps.js";
import { endOf, isTaken, type Job, type JobEnd, keyOf, postsAbout } from "./jobs.js";

/** What people saw, counted. `lost`, `stuck` and the three doubled ones must be 0. */
export interface Counted {
  jobs: number;
  completed: number;
  failed: number;
  stopped: number;
  /** Nothing was ever shown of it. */
  lost: number;
  /** Something was shown, and it has no end. */
  stuck: number;
  messages: number;
  doubledMessages: number;
  doubledEffects: number;
  doubledDecisions: number;
}

/** Follows everything that is shown from now on: what was settled once and then said otherwise. */
export interface Watch {
  /** Cards that said one decision and later another one. */
  changedDecisions(): number;
  /** Keys of messages that were ever visible twice at the same time. */
  everDoubled(): string[];
  stop(): void;
}

const settled = /(Approved|Rejected|Sent back|Passed|Chosen|Answered) by (\w+)/;

/** Begins to watch a workspace. */
export function watch(workspace: Workspace): Watch {
  const decisions = new Map<string, Set<string>>();
  const doubled = new Set<string>();
  let seenVersion = -1;
  const look = () => {
    const version = workspace.world.version();
    if (version === seenVersion) return;
    seenVersion = version;
    for (const { id } of workspace.world.state.channels) {
      const mine = ours(workspace, id).slice(-400);
      for (const key of doubledKeys(mine)) doubled.add(key);
      for (const message of mine) {
        if (!keyOf(message).includes(":card")) continue;
        const said = settled.exec(read(message));
        if (!said) continue;
        const known = decisions.get(`${id}:${message.ts}`) ?? new Set<string>();
        decisions.set(`${id}:${message.ts}`, known.add(said[0]));
      }
    }
  };
  const timer = setInterval(look, 250);
  return {
    changedDecisions: () => (look(), [...decisions.values()].filter((set) => set.size > 1).length),
    everDoubled: () => (look(), [...doubled]),
    stop: () => clearInterval(timer),
  };
}

/** Counts what became of these jobs, and whatever is visible twice anywhere. */
export function count(workspace: Workspace, jobs: readonly Job[], watched?: Watch): Counted {
  const ends = jobs.map((job) => endOf(workspace, job));
  const of = (end: JobEnd) => ends.filter((one) => one === end).length;
  const all = workspace.world.state.channels.flatMap(({ id }) => ours(workspace, id));
  const mine = jobs.flatMap((job) => fromBot(workspace, job));
  return {
    jobs: jobs.length,
    completed: of("completed"),
    failed: of("failed"),
    stopped: of("stopped"),
    lost: jobs.filter((job, n) => ends[n] === null && !isTaken(workspace, job)).length,
    stuck: jobs.filter((job, n) => ends[n] === null && isTaken(workspace, job)).length,
    messages: mine.length,
    doubledMessages:
      doubledKeys(all).length + jobs.reduce((sum, job) => sum + alike(workspace, job), 0),
    doubledEffects: jobs.filter((job) => postsAbout(workspace, job).length > 1).length,
    doubledDecisions: watched?.changedDecisions() ?? 0,
  };
}

/** Adds up what several rounds counted. */
export function sum(all: readonly Counted[]): Counted {
  const total = { ...count0 };
  for (const one of all) {
    for (const key of Object.keys(total) as (keyof Counted)[]) total[key] += one[key];
  }
  return total;
}

const count0: Counted = {
  jobs: 0,
  completed: 0,
  failed: 0,
  stopped: 0,
  lost: 0,
  stuck: 0,
  messages: 0,
  doubledMessages: 0,
  doubledEffects: 0,
  doubledDecisions: 0,
};

/** What is wrong in these counts, in words; empty: nothing. */
export function wrongIn(counted: Counted): string[] {
  const never = ["lost", "stuck", "doubledMessages", "doubledEffects", "doubledDecisions"] as const;
  return never.filter((key) => counted[key] > 0).map((key) => `${key} ${counted[key]}`);
}

function ours(workspace: Workspace, channel: string): Message[] {
  return workspace
    .messages(channel)
    .filter((one) => one.bot_id === bot.botId && one.subtype !== "tombstone");
}

function doubledKeys(messages: readonly Message[]): string[] {
  const seen = new Map<string, number>();
  for (const key of messages.map(keyOf).filter(Boolean)) seen.set(key, (seen.get(key) ?? 0) + 1);
  return [...seen].filter(([, n]) => n > 1).map(([key]) => key);
}

/** Messages of one job that read exactly the same. */
function alike(workspace: Workspace, job: Job): number {
  const words = fromBot(workspace, job).map(read);
  return words.length - new Set(words).size;
}
