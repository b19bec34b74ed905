import { fail, type FermataError } from "../errors.js";
import type { Answer } from "./read-answer.js";

/** Why an answer that came cannot be used: one of the model's own ways to give none, or the form is wrong. */
export type Unusable = Exclude<Answer["kind"], "text" | "not_a_completion"> | "invalid";

const CODES = {
  refused: "MODEL_DECLINED",
  filtered: "MODEL_FILTERED",
  cut: "MODEL_CUT_OFF",
  empty: "MODEL_EMPTY",
  invalid: "MODEL_OUTPUT_INVALID",
} as const;

/** The error for an answer that cannot be used; `where` names fields, never what stood in them. */
export function unusable(kind: Unusable, schemaName: string, where = "invalid"): FermataError {
  return fail(CODES[kind], {
    detail: kind === "invalid" ? `(${schemaName}: ${where})` : schemaName,
  });
}

/** Whether to ask once more what went wrong: who declined has decided, and a filter stays as it is. */
export function canRepair(kind: Unusable): boolean {
  return kind !== "refused" && kind !== "filtered";
}

/** What the model is told about an answer with nothing in it to point at. */
export function repairHint(kind: Unusable): string {
  return kind === "cut" ? "It was too long and was cut off: be much shorter." : "It was empty.";
}
