import type { FormField } from "../../domain/form-field.js";
import { AnswerArgs, type HumanCall } from "../../domain/human-call.js";
import { AnswerResult } from "../../domain/call-outcome.js";
import type { Shown, ShownOf } from "../../domain/shown.js";
import { openBase, settledBase } from "./card-base.js";
import { humanFunction } from "./catalogue.js";
import { type FactData, type SettledTexts, unknownVerb } from "./human-function.js";

/** `answer`: a form of 1–6 fields, or one press on "Use these answers". */
export const answer = humanFunction<AnswerArgs>({
  name: "answer",
  args: AnswerArgs,
  outcome: AnswerResult,
  risk: () => "low",
  textOf: () => null,
  hasDefaults: (args) => args.fields.every((field) => field.optional || field.default !== null),
  words: (args) => ({
    question: args.fields[0]?.label ?? args.intro,
    silenceMeans: "it goes on with the answers filled in",
  }),
  about(args) {
    const more = args.fields.length - 1;
    const rest = more === 0 ? "" : ` and ${more} more ${more === 1 ? "question" : "questions"}`;
    return `“${args.fields[0]?.label ?? args.intro}”${rest}`;
  },
  form(args, verb) {
    if (verb !== "answer") return null;
    const many = args.fields.length;
    return {
      title: many === 1 ? "One question" : `${counts[many] ?? many} questions`,
      submit: "Go on",
      fields: args.fields.map((field) => ({
        ...field,
        ...(field.type === "text" ? { max: 300 } : {}),
      })),
    };
  },
  parse(args, verb, values) {
    if (verb !== "answer" && verb !== "answer.defaults") return unknownVerb(verb);
    const usedDefaults = verb === "answer.defaults";
    const given: Record<string, string> = {};
    const errors: Record<string, string> = {};
    for (const field of args.fields) {
      const value = (usedDefaults ? (field.default ?? "") : (values[field.name] ?? "")).trim();
      const problem = problemWith(field, value);
      if (problem) errors[field.name] = problem;
      else if (value !== "") given[field.name] = value;
    }
    if (Object.keys(errors).length > 0) return { ok: false, errors };
    return { ok: true, outcome: { verb: "answer", values: given, usedDefaults } };
  },
  shown: (call, args, look) => ({
    ...openBase(call),
    kind: "answer",
    intro: args.intro,
    fields: args.fields,
    names: look.names,
    silence: call.silence,
  }),
  settled,
  fact: (outcome): FactData =>
    outcome.verb === "answer"
      ? { verb: "answer", usedDefaults: outcome.usedDefaults }
      : { verb: outcome.verb },
  did: () => "answered this",
  told: () => [],
  plan: {
    hint: "somebody fills in a short form. `fields`: one to six questions, put together for one person; `default` wherever you can.",
    onDraft: false,
    // A form is what every question falls back to: it is made of the fields where the plan is checked.
    call: () => null,
  },
  // Words in a thread are never read as answers to a form.
  reply: () => null,
});

const counts = ["No", "One", "Two", "Three", "Four", "Five", "Six"];

function settled(call: HumanCall, args: AnswerArgs, texts: SettledTexts): Shown {
  const values: Record<string, string> =
    call.outcome?.verb === "answer"
      ? call.outcome.values
      : Object.fromEntries(args.fields.map((field) => [field.name, field.default ?? ""]));
  return {
    ...settledBase(call),
    kind: "answer_settled",
    how: howOf(call),
    lines: args.fields
      .map((field) => ({
        label: field.label,
        value: readable(field, values[field.name] ?? "", texts),
      }))
      .filter((line) => line.value !== ""),
  };
}

function readable(field: FormField, value: string, texts: SettledTexts): string {
  if (field.type === "person" || field.type === "channel") {
    const unknown = field.type === "person" ? "somebody" : "a channel";
    return value === "" ? "" : (texts.names?.[value] ?? unknown);
  }
  return field.options.find((option) => option.value === value)?.label ?? value;
}

function howOf(call: HumanCall): ShownOf<"answer_settled">["how"] {
  if (call.status === "cancelled") return "cancelled";
  if (call.outcome?.verb === "answer") return call.outcome.usedDefaults ? "defaults" : "answered";
  return call.silence === "default" ? "silence" : "expired";
}

/** What is wrong with a value, for the person who typed it; null if nothing is. */
export function problemWith(field: FormField, value: string): string | null {
  if (value === "") return field.optional ? null : "Please answer this one.";
  if (value.length > 3000) return "At most 3000 characters.";
  switch (field.type) {
    case "number":
      return Number.isFinite(Number(value)) ? null : "Write a number, such as 40.";
    case "date":
      return isDate(value) ? null : "Write a date as year-month-day, such as 2026-12-01.";
    case "time":
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? null : "Write a time such as 09:30.";
    case "person":
      return /^[UW][A-Z0-9]+$/.test(value) ? null : "Choose a person from the list.";
    case "channel":
      return /^[CG][A-Z0-9]+$/.test(value) ? null : "Choose a channel from the list.";
    case "options":
      // Without any option the form has a line to write on.
      return field.options.length === 0 || field.options.some((option) => option.value === value)
        ? null
        : "Choose one of the options.";
    case "text":
    case "long_text":
      return null;
  }
}

function isDate(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
