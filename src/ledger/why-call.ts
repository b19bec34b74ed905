import type { FactKind } from "../domain/fact.js";
import type { HumanCall } from "../domain/human-call.js";
import type { LedgerEntry } from "./ports.js";
import {
  decidedSentence,
  defaultOf,
  expiredSentence,
  isDisputed,
  versionOf,
} from "./why-decided.js";
import { readSentence, requestSentence } from "./why.js";
import { countOf, listOf, nameOf, sentence, timeOf, type WhyContext } from "./why-words.js";

/**
 * Why somebody is asked, or how it was decided: plain sentences from the run's facts and the call. An unknown call
 * gives none.
 */
export function whyCall(entries: LedgerEntry[], callId: string, context: WhyContext): string[] {
  const call = context.calls?.find(({ id }) => id === callId);
  if (!call) return [];
  const request = entries.find(({ kind }) => kind === "request_accepted");
  const before = entries.filter(({ at }) => at <= call.openedAt);
  const mine = entries.filter(({ data }) => data["call"] === callId);
  return [
    request ? requestSentence(request, context) : null,
    readSentence(before, context),
    reasonSentence(call, entries),
    needSentence(call),
    checkedSentence(call),
    othersSentence(call),
    ...mine.map((entry) => eventSentence(entry, call, context, entries)),
    call.status === "open" ? silenceSentence(call, context) : null,
  ].filter((line) => line !== null);
}

function reasonSentence(call: HumanCall, all: LedgerEntry[]): string | null {
  const asked = listOf(call.asked.map(({ name }) => name));
  if (!asked) return null;
  const [one, many] = call.status === "open" ? ["is", "are"] : ["was", "were"];
  const are = call.asked.length > 1 ? many : one;
  switch (call.args.fn) {
    case "approve":
      return `${sentence(asked)} ${are} asked to approve ${versionOf(call)}, because ${call.rule === "" ? "the request or a rule says so" : `of this rule: ${call.rule}`}.`;
    case "answer":
      return `${sentence(asked)} ${are} asked ${countOf(call.args.fields.length, "question")} that a person has to answer.`;
    case "declared":
      return `${sentence(asked)} ${are} asked: “${call.args.question}”`;
    case "release":
      return `After the approval there were a few seconds in which ${asked} could take it back.`;
    case "choose":
      // A choice that was made is told with its question.
      if (call.status !== "open") return null;
      return isDisputed(call, all)
        ? `${sentence(asked)} ${are} asked because sources disagree: “${call.args.question}”`
        : `${sentence(asked)} ${are} asked: “${call.args.question}”`;
  }
}

function needSentence(call: HumanCall): string | null {
  if (call.need < 2) return null;
  return `${call.need} people ${call.status === "open" ? "have" : "had"} to say yes.`;
}

function checkedSentence(call: HumanCall): string | null {
  if (call.args.fn !== "approve" || !call.args.checked) return null;
  return `Checked: ${call.args.checked.replace(/\.$/, "")}.`;
}

function othersSentence(call: HumanCall): string | null {
  if (call.others.length === 0 || call.status !== "open") return null;
  return `${sentence(listOf(call.others.map(({ name }) => name)))} can decide too, by a rule of this workspace.`;
}

type Teller = (
  entry: LedgerEntry,
  call: HumanCall,
  context: WhyContext,
  all: LedgerEntry[],
) => string;

function eventSentence(...[entry, ...rest]: Parameters<Teller>): string | null {
  return events[entry.kind]?.(entry, ...rest) ?? null;
}

const events: Partial<Record<FactKind, Teller>> = {
  call_reminded: (entry, _call, context) => `A reminder went out at ${timeOf(entry.at, context)}.`,
  call_delegated: (entry, call, context) =>
    `${sentence(nameOf(entry.actor, context))} asked ${addedName(entry, call)} too at ${timeOf(entry.at, context)}.`,
  call_escalated: (entry, call, context) =>
    `Nobody had decided by ${timeOf(entry.at, context)}, so ${addedName(entry, call)} was asked too.`,
  call_rerouted: (entry, _call, context) =>
    `The card could not be shown where it stood, so it was sent directly at ${timeOf(entry.at, context)}.`,
  call_delayed: (entry) => {
    const minutes = Math.max(1, Math.round(Number(entry.data["ms"]) / 60_000));
    const why = entry.data["why"] === "failed" ? "The job had stopped" : "Nobody could answer";
    return `${why} for ${countOf(minutes, "minute")}, so there was as much more time.`;
  },
  vote_cast: (entry, _call, context) =>
    `${sentence(nameOf(entry.actor, context))} said ${entry.data["isYes"] === true ? "yes" : "no"} at ${timeOf(entry.at, context)}.`,
  call_decided: decidedSentence,
  call_expired: expiredSentence,
  call_cancelled: (entry, _call, context) =>
    `The job ended at ${timeOf(entry.at, context)}, so nothing had to be decided any more.`,
};

/** Who was asked later, by the name that the call has. */
function addedName(entry: LedgerEntry, call: HumanCall): string {
  return call.added.find(({ who }) => who.id === entry.data["to"])?.who.name ?? "somebody";
}

function silenceSentence(call: HumanCall, context: WhyContext): string {
  if (call.silence === "wait") return "It waits until somebody answers.";
  const by = `If nobody answers by ${timeOf(call.deadlineAt, context)},`;
  if (call.silence === "default") return `${by} it goes on ${defaultOf(call)}.`;
  if (call.args.fn === "declared") return `${by} ${call.args.silenceMeans}.`;
  return `${by} nothing is ${call.args.fn === "approve" ? "posted" : "done"}.`;
}
