import type { AnswerArgs } from "../../domain/human-call.js";
import type { FormField } from "../../domain/form-field.js";
import { type HumanFunctionDef, unknownVerb } from "./human-function.js";

/** `answer`: a form of 1–6 fields, or one press on "Use these answers". */
export const answer: HumanFunctionDef<AnswerArgs> = {
  name: "answer",
  hasDefaults: (args) => args.fields.every((field) => field.optional || field.default !== null),
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
};

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
    case "options":
      return field.options.some((option) => option.value === value)
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
