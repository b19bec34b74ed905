import type {
  AnswerArgs,
  ApproveArgs,
  CallArgs,
  CallOutcome,
  ChooseArgs,
  HumanCall,
  ReleaseArgs,
} from "../domain/human-call.js";
import type { Shown, ShownOf } from "../domain/shown.js";
import type { TextEdit } from "../domain/text-changes.js";

/** Texts that are not in the row: a new excerpt and what changed after an edit, and names for person fields. */
export interface SettledTexts {
  excerpt?: string;
  edit?: TextEdit;
  names?: Record<string, string>;
}

/** The settled form of a call's card, from its row. */
export function settledShown(
  call: HumanCall,
  args: Exclude<CallArgs, ReleaseArgs>,
  texts: SettledTexts,
): Shown {
  const base = {
    callId: call.id,
    runId: call.runId,
    title: call.args.title,
    by: call.decidedBy,
    at: (call.decidedAt ?? call.deadlineAt).toISOString(),
    canAskAgain: call.status === "expired" && call.silence === "deny",
  };
  switch (args.fn) {
    case "approve":
      return { ...base, ...approval(call, args, texts) };
    case "answer":
      return { ...base, ...answer(call, args, texts) };
    case "choose":
      return { ...base, ...choice(call, args) };
  }
}

type Base = "callId" | "runId" | "title" | "by" | "at" | "canAskAgain";

function approval(
  call: HumanCall,
  args: ApproveArgs,
  texts: SettledTexts,
): Omit<ShownOf<"approval_settled">, Base> {
  const { outcome } = call;
  return {
    kind: "approval_settled",
    outcome: approvalOutcome(call.status, outcome),
    note: noteOf(outcome),
    excerptMarkdown: texts.excerpt ?? args.excerpt,
    ...(texts.edit === undefined ? {} : { edit: texts.edit }),
    // An edit is checked after it was saved: what was found in the text before it is not about this one.
    checked: outcome?.verb === "edit" ? "" : args.checked,
  };
}

function approvalOutcome(
  status: HumanCall["status"],
  outcome: CallOutcome | null,
): ShownOf<"approval_settled">["outcome"] {
  if (status === "cancelled") return "cancelled";
  switch (outcome?.verb) {
    case "approve":
      return "approved";
    case "edit":
      return "approved_edited";
    case "changes":
      return "changes";
    case "reject":
      return "rejected";
    default:
      return "expired";
  }
}

function noteOf(outcome: CallOutcome | null): string {
  if (outcome?.verb === "changes") return outcome.note;
  if (outcome?.verb === "reject") return outcome.reason;
  return "";
}

function answer(
  call: HumanCall,
  args: AnswerArgs,
  texts: SettledTexts,
): Omit<ShownOf<"answer_settled">, Base> {
  const values: Record<string, string> =
    call.outcome?.verb === "answer"
      ? call.outcome.values
      : Object.fromEntries(args.fields.map((field) => [field.name, field.default ?? ""]));
  const shownValue = (field: AnswerArgs["fields"][number], value: string) => {
    if (field.type === "person") return value === "" ? "" : (texts.names?.[value] ?? "somebody");
    return field.options.find((option) => option.value === value)?.label ?? value;
  };
  return {
    kind: "answer_settled",
    how: answerHow(call),
    lines: args.fields
      .map((field) => ({
        label: field.label,
        value: shownValue(field, values[field.name] ?? ""),
      }))
      .filter((line) => line.value !== ""),
  };
}

function answerHow(call: HumanCall): ShownOf<"answer_settled">["how"] {
  if (call.status === "cancelled") return "cancelled";
  if (call.outcome?.verb === "answer") return call.outcome.usedDefaults ? "defaults" : "answered";
  return call.silence === "default" ? "silence" : "expired";
}

function choice(call: HumanCall, args: ChooseArgs): Omit<ShownOf<"choose_settled">, Base> {
  const { outcome } = call;
  const chosen = outcome?.verb === "choose" ? args.options[outcome.index - 1] : undefined;
  const went = args.options[(args.defaultIndex ?? 0) - 1]?.label ?? "all of them are stated";
  return {
    kind: "choose_settled",
    question: args.question,
    how: chooseHow(call, chosen !== undefined),
    choice: chosen?.label ?? (outcome?.verb === "choose" ? args.noneLabel : went),
    note: outcome?.verb === "choose" ? outcome.note : "",
  };
}

function chooseHow(call: HumanCall, chosen: boolean): ShownOf<"choose_settled">["how"] {
  if (call.status === "cancelled") return "cancelled";
  if (chosen) return "chosen";
  if (call.outcome?.verb === "choose") return "none";
  return call.silence === "default" ? "silence" : "expired";
}
