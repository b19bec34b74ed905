import { DateTime } from "luxon";
import type { Act } from "../../domain/policy-file.js";
import type { Person } from "../../domain/person.js";
import { callRule } from "../../humans/call-rule.js";
import { waitingFor, type WaitingSettings } from "../../humans/deadlines.js";
import type { Asked, Called, Evaluation } from "../../policy/evaluation.js";

/** What is explained. */
export interface Explained {
  act: Act;
  /** e.g. `in #launch`; empty: wherever. */
  place: string;
  actor: Person;
  now: Date;
  said: Evaluation;
  waiting: WaitingSettings;
  /** What could not be looked up, a sentence each. */
  notes: readonly string[];
}

const kinds: Record<Act, string> = { post: "a post", result: "a result", question: "a question" };

/** The explanation as people read it in a terminal. */
export function explainLines(given: Explained): string[] {
  const { act, actor, now, place, said } = given;
  const what = [kinds[act], place].filter((one) => one !== "").join(" ");
  const rows: [string, string][] = [
    ["Rule", ruleWords(said)],
    ...(said.kind === "call" ? calledRows(said, given) : [endRow(said)]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return [
    `${actor.name} wants ${what}, ${timeIn(now, actor.tz)} (${actor.tz}).`,
    "",
    ...rows.map(([name, text]) => `${name.padEnd(width)}${text}`),
    ...given.notes.map((note) => `\nNot looked up: ${note}`),
    "",
    `Policy ${said.policyVersion}`,
  ];
}

function ruleWords({ rule }: Evaluation): string {
  return rule.isBuiltIn ? `${rule.says} (built in)` : `${rule.says} (rule "${rule.name}")`;
}

function endRow(said: Exclude<Evaluation, Called>): [string, string] {
  if (said.kind === "deny") return ["Refused", said.why];
  if (said.tier === "auto") return ["Allowed", "nobody is asked; it is done and logged"];
  return ["Allowed", `nobody is asked; for ${said.undoSeconds} seconds it can be taken back`];
}

function calledRows(said: Called, { act, actor, now, waiting }: Explained): [string, string][] {
  const { escalate } = said;
  const times = waitingFor(
    said.silence === "default",
    now,
    actor.tz,
    waiting,
    callRule(said).waiting,
  );
  const at = (date: Date) => timeIn(date, actor.tz);
  const rows: [string, string][] = [["Asked", asked(said)]];
  if (said.others.length > 0) rows.push(["May too", list(said.others)]);
  if (said.excluded.includes(actor.id)) rows.push(["Never", `${actor.name}, who asks for it`]);
  const leftOut = said.leftOut.filter((one) => one.id !== actor.id);
  if (leftOut.length > 0) rows.push(["Not asked", `${list(leftOut)}: the rule says who`]);
  if (said.filledFrom) rows.push(["Filled up", `with ${filled[said.filledFrom]}`]);
  if (times.remindAt) rows.push(["Reminded", at(times.remindAt)]);
  if (escalate && times.escalateAt)
    rows.push(["Asked next", `${list(escalate.to)}, ${at(times.escalateAt)}`]);
  rows.push(["No answer", silence(said, act, at(times.deadlineAt))]);
  if (act === "post") rows.push(["After a yes", undo(said.undoSeconds)]);
  return rows;
}

const filled = { escalation: "whom the rule asks next", admins: "the admins" } as const;

function asked(said: Called): string {
  const enough = said.need === 1 ? "one yes is enough" : `${said.need} of them must say yes`;
  return `${list(said.ask)}; ${said.ask.length + said.others.length === 1 ? "nobody else" : enough}`;
}

function silence({ silence: means }: Called, act: Act, at: string): string {
  if (means === "wait") return "it keeps waiting";
  if (means === "default") return `${at}: it goes on with what is filled in`;
  const not = {
    post: "it is not posted",
    result: "it is not given out",
    question: "its card says what then",
  };
  return `${at}: ${not[act]}`;
}

function undo(seconds: number): string {
  return seconds === 0 ? "it is posted at once" : `it can be taken back for ${seconds} seconds`;
}

function list(people: readonly Asked[]): string {
  const names = people.map(({ name, standsInFor: whom }) =>
    whom ? `${name} (for ${whom.name}, who is away until ${whom.untilDay})` : name,
  );
  return [...new Set(names)].join(", ");
}

function timeIn(at: Date, tz: string): string {
  return DateTime.fromJSDate(at, { zone: tz }).setLocale("en-GB").toFormat("ccc d LLL yyyy, HH:mm");
}
