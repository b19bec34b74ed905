import type { HumanCall } from "../domain/human-call.js";
import type { LedgerEntry } from "./ports.js";
import { nameOf, sentence, timeOf, type WhyContext } from "./why-words.js";

/** What somebody decided, e.g. `Priya approved version 2 at 14:09.` */
export function decidedSentence(
  entry: LedgerEntry,
  call: HumanCall | undefined,
  context: WhyContext,
  all: LedgerEntry[],
): string {
  if (entry.data["via"] === "rule") {
    const rule = call?.rule ? `: ${call.rule}` : "";
    return `A rule of this workspace let ${versionOf(call)} go at ${timeOf(entry.at, context)}${rule}.`;
  }
  // Where several decided, the call has the names of all of them.
  const together = typeof entry.data["need"] === "number" ? call?.decidedBy?.name : undefined;
  const who = sentence(together ?? nameOf(entry.actor, context));
  const verb = String(entry.data["verb"]);
  const tell =
    Object.hasOwn(decided, verb) && call?.args.fn !== "declared" ? decided[verb] : undefined;
  // A declared function says in its own words what was done.
  const did = typeof entry.data["did"] === "string" ? entry.data["did"] : "decided";
  return `${tell ? tell(who, entry, call, all) : `${who} ${did}`} at ${timeOf(entry.at, context)}.`;
}

type Decided = (
  who: string,
  entry: LedgerEntry,
  call: HumanCall | undefined,
  all: LedgerEntry[],
) => string;

const decided: Record<string, Decided> = {
  approve: (who, _entry, call) => `${who} approved ${versionOf(call)}`,
  edit: (who, _entry, call) => `${who} approved ${versionOf(call)} with an edit`,
  changes: (who, _entry, call) => `${who} asked for changes to ${versionOf(call)}`,
  undo: (who) => `${who} took the approval back`,
  reject: (who, _entry, call) => `${who} rejected ${versionOf(call)}`,
  answer: (who, entry) =>
    entry.data["usedDefaults"] === true
      ? `${who} took the answers that were filled in`
      : `${who} answered the questions`,
  choose: (who, entry, call, all) =>
    `${questionOf(call, all)}${who} chose ${choiceOf(entry, call)}`,
};

/** `version 2`, or `the text` where there was no call for it. */
export function versionOf(call: HumanCall | undefined): string {
  return call?.args.fn === "approve" ? `version ${call.args.round}` : "the text";
}

/** What silence did, e.g. `Nobody answered by 15:30, so it went on with the answers filled in.` */
export function expiredSentence(
  entry: LedgerEntry,
  call: HumanCall | undefined,
  context: WhyContext,
  all: LedgerEntry[],
): string {
  const by = `Nobody answered by ${timeOf(call?.deadlineAt ?? entry.at, context)}`;
  const goesOn = (call?.silence ?? entry.data["silence"]) === "default";
  if (!goesOn) return `${by}, so it was not done.`;
  return `${questionOf(call, all)}${by}, so it went on ${defaultOf(call)}.`;
}

/** What silence takes: `with the answers filled in`, `with “Tuesday 1 December”`. */
export function defaultOf(call: HumanCall | undefined): string {
  if (call?.args.fn !== "choose") return "with the answers filled in";
  const option = call.args.options[(call.args.defaultIndex ?? 0) - 1];
  return option ? `with “${option.label}”` : "with all of them";
}

function choiceOf(entry: LedgerEntry, call: HumanCall | undefined): string {
  const index = entry.data["index"];
  if (call?.args.fn !== "choose" || typeof index !== "number") return "one of them";
  return `“${call.args.options[index - 1]?.label ?? call.args.noneLabel}”`;
}

/** The question of a choice, and that it comes from the sources if a fact says so. */
function questionOf(call: HumanCall | undefined, all: LedgerEntry[]): string {
  if (call?.args.fn !== "choose") return "";
  const why = isDisputed(call, all) ? "Sources disagreed: " : "";
  return `${why}“${call.args.question}” `;
}

/** Whether a call was opened because sources contradict each other. */
export function isDisputed(call: HumanCall, all: LedgerEntry[]): boolean {
  return all.some(({ kind, data }) => kind === "contradiction_found" && data["call"] === call.id);
}
