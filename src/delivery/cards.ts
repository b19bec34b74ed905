import type { CallArgs, ChooseArgs, HumanCall, ReleaseArgs } from "../domain/human-call.js";
import type { Named } from "../domain/person.js";
import type { Shown } from "../domain/shown.js";
import { cardKeyOf, isOpenCard, putCard } from "./card-place.js";
import type { OutboxRows } from "./ports.js";
import { releaseShown } from "./posted.js";
import type { RunBrief } from "./run-brief.js";
import { settledShown, type SettledTexts } from "./settled.js";

/** An approval that posts something is followed at once by the seconds in which it can be taken back: one change. */
const CALM_MS = 600;

/** Shows an open call as its card; only the people who are asked get a ping, each where they are. */
export async function showCard(
  rows: { outbox: OutboxRows },
  run: RunBrief,
  call: HumanCall,
  practice: boolean,
  names: Record<string, string> = {},
): Promise<void> {
  const { here } = whereAsked(call);
  const shown =
    call.args.fn === "release"
      ? await releaseShown(rows, call)
      : openShown(run, call, call.args, practice, names);
  if (shown) await putCard(rows, call, shown, here);
}

/** Shows what changed of an open call, who is asked and until when, on its card and all copies. */
export async function reshowCard(rows: { outbox: OutboxRows }, call: HumanCall): Promise<void> {
  const card = await rows.outbox.get(cardKeyOf(call));
  if (card?.type !== "message" || !isOpenCard(card.shown)) return;
  const { here } = whereAsked(call);
  const shown = { ...card.shown, ...changing(call) };
  await putCard(rows, call, shown, here);
}

/** Who of the people asked reads the card where it stands, and who in a direct message. */
export function whereAsked(call: Pick<HumanCall, "asked" | "reached">): {
  here: Named[];
  away: Named[];
} {
  const reached = new Set(call.reached.people.map((one) => one.id));
  return {
    here: call.asked.filter((one) => !reached.has(one.id)),
    away: call.asked.filter((one) => reached.has(one.id)),
  };
}

/** Settles the card in place: the body stays, the buttons go, the first line says who and when. */
export async function settleCard(
  rows: { outbox: OutboxRows },
  call: HumanCall,
  texts: SettledTexts = {},
): Promise<void> {
  const { args } = call;
  if (args.fn === "release") {
    const shown = await releaseShown(rows, call);
    if (shown) await putCard(rows, call, shown, []);
    return;
  }
  const names = { ...(await cardNames(rows, call)), ...texts.names };
  const goesOn = args.fn === "approve" && args.post && call.outcome?.verb === "approve";
  const calm = goesOn ? { calmMs: CALM_MS } : undefined;
  await putCard(rows, call, settledShown(call, args, { ...texts, names }), [], calm);
}

/** Who the people filled in are, as the open card has it. */
async function cardNames(
  rows: { outbox: OutboxRows },
  call: HumanCall,
): Promise<Record<string, string>> {
  if (call.args.fn !== "answer") return {};
  const card = await rows.outbox.get(cardKeyOf(call));
  return card?.type === "message" && card.shown.kind === "answer" ? (card.shown.names ?? {}) : {};
}

/** Reminds the people who can decide, once, where each of them was asked. */
export async function showReminder(rows: { outbox: OutboxRows }, call: HumanCall): Promise<void> {
  const { here, away } = whereAsked(call);
  const remind = (
    opKey: string,
    place: { channel: string; threadTs: string | null },
    to: Named[],
  ) =>
    rows.outbox.put({
      type: "message",
      opKey,
      runId: call.runId,
      ...place,
      pings: to.map((one) => one.id),
      shown: {
        kind: "reminder",
        callId: call.id,
        runId: call.runId,
        asked: to,
        what: call.args.title,
        silence: call.silence,
        deadlineAt: call.deadlineAt.toISOString(),
      },
    });
  const { channel, threadTs } = call;
  if (here.length > 0) await remind(`${call.id}:reminder`, { channel, threadTs }, here);
  for (const one of away)
    await remind(`${call.id}:reminder:${one.id}`, { channel: one.id, threadTs: null }, [one]);
}

/** What of an open card can change while it waits. */
function changing(call: HumanCall) {
  return {
    asked: call.asked,
    deadlineAt: call.deadlineAt.toISOString(),
    ...(call.added.length > 0 ? { added: call.added } : {}),
  };
}

function openShown(
  run: RunBrief,
  call: HumanCall,
  args: Exclude<CallArgs, ReleaseArgs>,
  practice: boolean,
  names: Record<string, string>,
): Shown {
  const base = {
    callId: call.id,
    runId: call.runId,
    title: call.args.title,
    ...changing(call),
  };
  switch (args.fn) {
    case "approve":
      return {
        ...base,
        kind: "approval",
        requester: run.requester,
        others: call.others,
        excerptMarkdown: args.excerpt,
        checked: args.checked,
        doubts: args.doubts,
        changedSince: args.changedSince,
        objections: args.objections,
        editedBy: args.editedBy,
        round: args.round,
        maxRounds: args.maxRounds,
        practice,
        ...nextOf(call),
        ...(args.post && { post: { channelName: args.post.channelName, reach: args.post.reach } }),
      };
    case "answer":
      return {
        ...base,
        kind: "answer",
        intro: args.intro,
        fields: args.fields,
        names,
        silence: call.silence,
      };
    case "choose":
      if (args.budget) return { ...base, kind: "budget", ...moneyOf(args.budget) };
      return {
        ...base,
        kind: "choose",
        question: args.question,
        options: args.options,
        suggestion: args.suggestion,
        noneLabel: args.noneLabel,
        silence: call.silence,
        silenceMeans: args.silenceMeans ?? silenceOf(args.defaultIndex, args.options),
      };
  }
}

function moneyOf(budget: NonNullable<ChooseArgs["budget"]>) {
  const { capUsd, raiseToUsd, done, left } = budget;
  return { usedUsd: capUsd, moreUsd: raiseToUsd - capUsd, done, left };
}

/** Who is asked as well, as long as they are not asked yet. */
function nextOf(call: HumanCall): { next?: { name: string; at: string } } {
  const { escalateTo: to, escalateAt: at } = call;
  if (!to || !at || call.asked.some((one) => one.id === to.id)) return {};
  return { next: { name: to.name, at: at.toISOString() } };
}

/** What silence chooses, as the end of a sentence. */
export function silenceOf(index: number | null, options: { short: string }[]): string {
  if (index === null) return "nothing is done";
  if (index === 0) return "the text states all of them";
  return `I take ${options[index - 1]?.short ?? "the first"}`;
}
