import type { FactKind } from "../domain/fact.js";
import type { LedgerEntry } from "./ports.js";
import { decidedSentence, expiredSentence, versionOf } from "./why-decided.js";
import { countOf, listOf, nameOf, sentence, timeOf, type WhyContext } from "./why-words.js";

type Teller = (entry: LedgerEntry, context: WhyContext, all: LedgerEntry[]) => string | null;

/**
 * Why a run did what it did, from its facts alone: plain sentences in the order in which things happened, each
 * once. Ids become names; what has no name is not named.
 */
export function sentencesOf(entries: LedgerEntry[], context: WhyContext): string[] {
  const said = entries.map((entry) => tellers[entry.kind]?.(entry, context, entries) ?? null);
  return [...new Set(said.filter((line) => line !== null))];
}

/** Why a run failed, as a clause, by the code of its fact; any other is a step that did not work. */
const whyFailed: ReadonlyMap<unknown, string> = new Map([
  ["GRAPH_LOST", "Fermata was updated while it waited"],
  ["budget", "the money was used up"],
]);

const at = (entry: LedgerEntry, context: WhyContext) => `at ${timeOf(entry.at, context)}`;
const who = (entry: LedgerEntry, context: WhyContext) => sentence(nameOf(entry.actor, context));
const callOf = (entry: LedgerEntry, context: WhyContext) =>
  context.calls?.find((call) => call.id === entry.data["call"]);

/** Says something once for all facts of a kind, where the first of them stands. */
function once(kind: FactKind, tell: (all: LedgerEntry[], context: WhyContext) => string | null) {
  return (entry: LedgerEntry, context: WhyContext, entries: LedgerEntry[]) => {
    const all = entries.filter((one) => one.kind === kind);
    return all[0] === entry ? tell(all, context) : null;
  };
}

const tellers: Partial<Record<FactKind, Teller>> = {
  request_accepted: (entry, context) => requestSentence(entry, context),
  run_refused: () => "The rules of this workspace did not allow it.",
  triage_done: (entry) =>
    entry.data["path"] === "answer" ? "It could be answered at once, without a plan." : null,
  plan_made: (entry) => {
    const tasks = entry.data["tasks"];
    return typeof tasks === "number" ? `It planned ${countOf(tasks, "step")}.` : null;
  },
  source_read: once("source_read", (all, context) => readSentence(all, context)),
  task_failed: once("task_failed", (all) => `${sentence(countOf(all.length, "step"))} failed.`),
  draft_made: once("draft_made", (all) =>
    all.length > 1 ? `It wrote ${countOf(all.length, "version")}.` : null,
  ),
  draft_checked: (entry, _context, entries) => {
    const last = entries.findLast((one) => one.kind === "draft_checked");
    const { found, total } = entry.data;
    if (last !== entry || typeof found !== "number" || typeof total !== "number") return null;
    return `The last check found ${found} of ${total} facts in the sources.`;
  },
  call_opened: (entry, context) => openedSentence(entry, context),
  call_decided: (entry, context, all) =>
    decidedSentence(entry, callOf(entry, context), context, all),
  call_expired: (entry, context, all) =>
    callOf(entry, context)?.args.fn === "release"
      ? null
      : expiredSentence(entry, callOf(entry, context), context, all),
  grant_refused: (entry, context) =>
    `It was not posted ${at(entry, context)}, because ${refusedBecause(entry)}.`,
  effect_refused: (entry, context, all) => {
    const isTold = all.some(
      ({ kind, data }) => kind === "grant_refused" && data["call"] === entry.data["call"],
    );
    return isTold
      ? null
      : `It was not posted ${at(entry, context)}, because it no longer could be.`;
  },
  effect_done: (entry, context) => `It was posted in another channel ${at(entry, context)}.`,
  effect_failed: (entry, context) =>
    `It could not be posted in the other channel ${at(entry, context)}.`,
  effect_taken_down: (entry, context) =>
    `${who(entry, context)} took it down ${at(entry, context)}.`,
  note_taken: (entry, context) =>
    `It took in a message of ${nameOf(entry.actor, context)} ${at(entry, context)}.`,
  budget_hit: (entry, context) =>
    typeof entry.data["capUsd"] === "number"
      ? `It had used its $${entry.data["capUsd"].toFixed(2)} ${at(entry, context)} and asked how to go on.`
      : `Its budget was used up ${at(entry, context)}, so it ended with what it had.`,
  run_completed: (entry, context) => `The result was delivered ${at(entry, context)}.`,
  run_failed: (entry, context) => {
    const why = whyFailed.get(entry.data["code"]) ?? "a step did not work";
    return `It stopped ${at(entry, context)} because ${why}.`;
  },
  run_resumed: (entry, context) =>
    `${who(entry, context)} went on with it after all ${at(entry, context)}.`,
  partial_shown: (entry, context) =>
    `${who(entry, context)} had what was there shown ${at(entry, context)}.`,
  run_retried: (entry, context) => `${who(entry, context)} tried again ${at(entry, context)}.`,
  run_cancelled: (entry, context) =>
    entry.data["kind"] === "stopped"
      ? `${who(entry, context)} stopped it ${at(entry, context)}.`
      : entry.data["kind"] === "deleted"
        ? `It was stopped ${at(entry, context)}, because ${nameOf(entry.actor, context)} deleted the request.`
        : `It ended without a result ${at(entry, context)}.`,
};

/** Why an approval was not good any more, as a clause. */
function refusedBecause({ data }: LedgerEntry): string {
  switch (data["because"]) {
    case "target":
      return "the place was another one than was approved";
    case "readers":
      return "other people could read it there than when it was approved";
    case "rules":
      return "the rules had changed since it was approved";
    case "expired":
      return "it was approved more than a day before";
    case "authority":
      return "who had approved it might not approve it any more";
    case "used":
      return "its approval was used already";
    case "none":
      return "its approval was from before an update";
    default:
      return "it was not what was approved any more";
  }
}

/** `Maya asked for this at 14:02.` */
export function requestSentence(entry: LedgerEntry, context: WhyContext): string {
  const via = entry.data["via"];
  const what =
    via === "redo"
      ? "for a change"
      : via === "ask_again" || via === "restart"
        ? "for this again"
        : "for this";
  return `${who(entry, context)} asked ${what} ${at(entry, context)}.`;
}

/** From `names["source:<n>"]`: `It read this thread and acme.example/launch.`, or null where no fact names a source. */
export function readSentence(
  entries: LedgerEntry[],
  context: Pick<WhyContext, "names">,
): string | null {
  const labels = entries
    .filter((entry) => entry.kind === "source_read")
    .map(({ data }) => context.names[`source:${data["n"]}`])
    .filter((label) => label !== undefined);
  return labels.length > 0 ? `It read ${listOf([...new Set(labels)])}.` : null;
}

/** Whom the run asked for what; a choice is told with its answer. */
function openedSentence(entry: LedgerEntry, context: WhyContext): string | null {
  const call = callOf(entry, context);
  if (!call || call.args.fn === "release") return null;
  if (call.args.fn === "choose" && call.status !== "open") return null;
  const asked = listOf(call.asked.map(({ name }) => name)) || "somebody";
  const was = call.asked.length > 1 ? "were" : "was";
  const what =
    call.args.fn === "approve"
      ? `to approve ${versionOf(call)}`
      : call.args.fn === "answer"
        ? countOf(call.args.fields.length, "question")
        : `“${call.args.question}”`;
  return `${sentence(asked)} ${was} asked ${what} ${at(entry, context)}.`;
}
