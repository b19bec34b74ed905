import { cardNames, settleCard, showCard } from "../delivery/cards.js";
import { isOpenCard, putCard } from "../delivery/card-place.js";
import type { OutboxRows } from "../delivery/ports.js";
import { releaseShown } from "../delivery/posted.js";
import type { RunBrief } from "../delivery/run-brief.js";
import type { HumanCall } from "../domain/human-call.js";
import type { Because, Votes } from "../domain/open-card.js";
import type { Vote } from "../domain/vote.js";
import type { Shown } from "../domain/shown.js";
import type { SettledTexts } from "./functions/human-function.js";
import { settledBase } from "./functions/card-base.js";
import { functionOf, storedFunction } from "./functions/registry.js";

type Rows = { outbox: OutboxRows };

/** What the job has cost so far, in US dollars, or the most that it can have. */
export interface Spent {
  spentUsd: number;
  isUpperBound: boolean;
}

/** Shows an open call by its declaration; one without a card of its own is told on the approval it belongs to. */
export async function showCall(
  rows: Rows,
  run: RunBrief,
  call: HumanCall,
  look: {
    practice: boolean;
    names?: Record<string, string>;
    spent: Spent;
    /** Those cast before, on a call that is asked again. */
    votes?: Vote[];
    /** How long the card waits before it is shown, in milliseconds. */
    newMs?: number;
  },
): Promise<void> {
  const shown = functionOf(call.args).shown(call, {
    requester: run.requester,
    practice: look.practice,
    names: look.names ?? {},
  });
  if (shown) {
    const more = { ...because(call, shown, look.spent), ...votesOn(call, look.votes ?? []) };
    const wait = look.newMs === undefined ? undefined : { newMs: look.newMs };
    await showCard(rows, call, isOpenCard(shown) ? { ...shown, ...more } : shown, wait);
  }
  if (!shown) await showOnItsApproval(rows, call);
}

/** Who has said what, on the card of a call that several decide. */
export function votesOn(call: HumanCall, votes: readonly Vote[]): { votes?: Votes } {
  const together = functionOf(call.args).votes;
  if (!together || (call.need === 1 && together.need === null)) return {};
  const cast = votes
    .filter((one) => one.about === together.digest)
    .map((one) => ({ who: one.userName, isYes: one.isYes }));
  return { votes: { need: call.need, cast } };
}

/** Settles a call's card by its declaration: the body stays, the buttons go, the first line says who and when. */
export async function settleCall(
  rows: Rows,
  call: HumanCall,
  texts: SettledTexts = {},
  why?: "not needed" | "updated",
): Promise<void> {
  // It is asked on another's card, which is not over with it.
  if (call.joinedTo) return;
  const names = { ...(await cardNames(rows, call)), ...texts.names };
  const bound = storedFunction(call.args);
  const own = bound ? bound.settled(call, { ...texts, names }) : notAnyMore(call);
  const shown = own && why === "updated" ? notAnyMore(call) : own;
  if (shown) await settleCard(rows, call, shown);
  else await showOnItsApproval(rows, call);
}

/** The end of a call that an update left behind: without its job, or without its function. */
function notAnyMore(call: HumanCall): Shown {
  return {
    ...settledBase(call),
    kind: "ask_settled",
    question: call.args.fn === "declared" ? call.args.question : call.args.title,
    headline: "This cannot be answered any more",
    parts: [],
    notes: [
      "Fermata was updated after it was asked. You need not do anything: if it is still needed, you are asked anew.",
    ],
    canRead: false,
  };
}

/** Why it is asked, on whatever card it has: the rule, how much a decision takes, and what the job has cost. */
function because(call: HumanCall, shown: Shown, spent: Spent): { because?: Because } {
  if (!isOpenCard(shown)) return {};
  const { rule, tier } = call;
  const cost = { costUsd: spent.spentUsd, ...(spent.isUpperBound && { isUpTo: true }) };
  return { because: { rule, tier, ...cost } };
}

async function showOnItsApproval(rows: Rows, call: HumanCall): Promise<void> {
  const shown = await releaseShown(rows, call);
  if (shown) await putCard(rows, call, shown, []);
}
