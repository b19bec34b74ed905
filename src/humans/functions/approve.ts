import type { ApproveArgs } from "../../domain/human-call.js";
import { type HumanFunctionDef, type Parsed, unknownVerb } from "./human-function.js";

const MAX_NOTE_CHARS = 3000;

/** `approve`: a draft → approve · edit · ask for changes (note) · reject (reason). */
export const approve: HumanFunctionDef<ApproveArgs> = {
  name: "approve",
  hasDefaults: () => false,
  parse(_args, verb, values) {
    switch (verb) {
      case "approve":
        return { ok: true, outcome: { verb: "approve" } };
      case "edit":
        return parseEdit(values["text"] ?? "");
      case "changes":
        return parseNote("note", values["note"], (note) => ({ verb: "changes", note }));
      case "reject":
        return parseNote("reason", values["reason"], (reason) => ({ verb: "reject", reason }));
      default:
        return unknownVerb(verb);
    }
  },
};

function parseEdit(text: string): Parsed {
  if (text.trim() === "") {
    return {
      ok: false,
      errors: { text: "The text is empty. Write it, or go back and reject it." },
    };
  }
  return { ok: true, editedText: text };
}

function parseNote(
  field: string,
  value: string | undefined,
  outcome: (text: string) => { verb: "changes"; note: string } | { verb: "reject"; reason: string },
): Parsed {
  const text = (value ?? "").trim();
  if (text === "") return { ok: false, errors: { [field]: "Write a few words, please." } };
  if (text.length > MAX_NOTE_CHARS) {
    return { ok: false, errors: { [field]: `At most ${MAX_NOTE_CHARS} characters.` } };
  }
  return { ok: true, outcome: outcome(text) };
}
