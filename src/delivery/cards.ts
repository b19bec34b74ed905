import type { HumanCall } from "../domain/human-call.js";
import type { Shown } from "../domain/shown.js";
import type { OutboxRows } from "./ports.js";
import type { RunBrief } from "./run-brief.js";
import { settledShown, type SettledTexts } from "./settled.js";

/** The op key of a call's card. */
export const cardKey = (callId: string) => `${callId}:card`;

/** Shows an open call as its card; only the people who are asked get a ping. */
export async function showCard(
  rows: { outbox: OutboxRows },
  run: RunBrief,
  call: HumanCall,
  practice: boolean,
  names: Record<string, string> = {},
): Promise<void> {
  await rows.outbox.put({
    type: "message",
    opKey: cardKey(call.id),
    runId: call.runId,
    channel: call.channel,
    threadTs: call.threadTs,
    pings: call.asked.map((one) => one.id),
    shown: openShown(run, call, practice, names),
  });
}

/** Settles the card in place: the body stays, the buttons go, the first line says who and when. */
export async function settleCard(
  rows: { outbox: OutboxRows },
  call: HumanCall,
  texts: SettledTexts = {},
): Promise<void> {
  await rows.outbox.put({
    type: "message",
    opKey: cardKey(call.id),
    runId: call.runId,
    channel: call.channel,
    threadTs: call.threadTs,
    pings: [],
    shown: settledShown(call, {
      ...texts,
      names: { ...(await cardNames(rows, call)), ...texts.names },
    }),
  });
}

/** Who the people filled in are, as the open card has it. */
async function cardNames(
  rows: { outbox: OutboxRows },
  call: HumanCall,
): Promise<Record<string, string>> {
  if (call.args.fn !== "answer") return {};
  const card = await rows.outbox.get(cardKey(call.id));
  return card?.type === "message" && card.shown.kind === "answer" ? (card.shown.names ?? {}) : {};
}

/** Reminds the people who can decide, once, under the card. */
export async function showReminder(rows: { outbox: OutboxRows }, call: HumanCall): Promise<void> {
  await rows.outbox.put({
    type: "message",
    opKey: `${call.id}:reminder`,
    runId: call.runId,
    channel: call.channel,
    threadTs: call.threadTs,
    pings: call.asked.map((one) => one.id),
    shown: {
      kind: "reminder",
      callId: call.id,
      runId: call.runId,
      asked: call.asked,
      what: call.args.title,
      silence: call.silence,
      deadlineAt: call.deadlineAt.toISOString(),
    },
  });
}

function openShown(
  run: RunBrief,
  call: HumanCall,
  practice: boolean,
  names: Record<string, string>,
): Shown {
  const base = {
    callId: call.id,
    runId: call.runId,
    title: call.args.title,
    asked: call.asked,
    deadlineAt: call.deadlineAt.toISOString(),
  };
  const { args } = call;
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
      return {
        ...base,
        kind: "choose",
        question: args.question,
        options: args.options,
        suggestion: args.suggestion,
        noneLabel: args.noneLabel,
        silence: call.silence,
        silenceMeans: silenceOf(args.defaultIndex, args.options),
      };
  }
}

function silenceOf(index: number | null, options: { short: string }[]): string {
  if (index === null) return "nothing is done";
  if (index === 0) return "the text states all of them";
  return `I take ${options[index - 1]?.short ?? "the first"}`;
}
