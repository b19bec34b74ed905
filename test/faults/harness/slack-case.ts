import { bot, people } from "../../../playground/seed/ids.js";
import { performance } from "node:perf_hooks";
import { seededRandom } from "../../../playground/workspace/faults.js";
import type { Call } from "../../../playground/workspace/types.js";
import type { Counted } from "./checker.js";
import { count } from "./checker.js";
import type { Job } from "./jobs.js";
import { keyOf } from "./jobs.js";
import { fromBot } from "../../support/steps.js";
import type { Stage, StageSettings } from "./stage.js";

let turn = 0;

/** Two processes for Slack by sockets, which take turns, and one for runs. */
export const twoBots: StageSettings = {
  bots: 2,
  // Envelopes go to one socket and then to the other, so that pairs always meet two processes.
  workspace: { random: () => ((turn += 1) % 2) * 0.99 },
};

/** What a case draws from its seed. */
export interface Dice {
  /** One of these. */
  pick<T>(list: readonly T[]): T;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** In another order. */
  shuffled<T>(list: readonly T[]): T[];
}

/** Dice that fall the same way for the same seed and case. */
export function diceOf(id: string, seed: number): Dice {
  const random = seededRandom(seed * 1_000 + Number(id.slice(1)));
  const between = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  return {
    between,
    pick: (list) => list[between(0, list.length - 1)]!,
    shuffled: (list) =>
      list
        .map((one) => ({ one, at: random() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ one }) => one),
  };
}

/** A name that no other job of the workspace has. */
export function nameOf(id: string, seed: number): string {
  return `${id} ${seed} ${Math.round(performance.now())}`;
}

/** The calls that were made since now, whenever asked. */
export function callsFromNow(on: Stage): () => Call[] {
  const seen = new Set(on.workspace.calls);
  return () => on.workspace.calls.filter((one) => !seen.has(one));
}

/** Counts, with what must be so besides: sentences of what is not. */
export function shown(
  on: Stage,
  jobs: readonly Job[],
  more: Record<string, number | string>,
  wrong: (string | false | null | undefined)[],
): { counted: Counted; more: Record<string, number | string>; wrong: string[] } {
  return {
    counted: count(on.workspace, jobs, on.watch),
    more,
    wrong: wrong.filter((one) => typeof one === "string"),
  };
}

/** Whether a job's new messages stand in the order in which they were written, by the rows behind them. */
export async function isInOrder(on: Stage, job: Job): Promise<boolean> {
  const keys = fromBot(on.workspace, job).map(keyOf).filter(Boolean);
  const rows = await on.rows(
    `select op_key from fermata.outbox where op_key = any($1) order by seq`,
    [keys],
  );
  const written = rows.map((row) => String(row["op_key"]));
  return written.join() === keys.join();
}

/** A channel of its own with all the people of the stories and the bot, made when it is first named. */
export function roomNamed(on: Stage, name: string): string {
  const { maya, priya, tom, leo } = people;
  const known = on.workspace.world.state.channels.find((one) => one.name === name);
  const members = [maya, priya, tom, leo, bot.userId];
  return known?.id ?? on.workspace.makeChannel({ name, members });
}

/** Lets so much time pass: of an outage that has a length, and never to wait for something. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Somebody presses a control of a job's message, Priya and *Approve* if nothing else is said. */
export function pressed(
  on: Stage,
  job: { channel: string },
  message: { ts: string },
  { user = people.priya as string, actionId = "call.approve" } = {},
): ReturnType<Stage["workspace"]["click"]> {
  return on.workspace.click({ user, channel: job.channel, ts: message.ts, actionId });
}
