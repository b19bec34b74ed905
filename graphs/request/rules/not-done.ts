import { hasCode, type ErrorCode } from "../../../src/errors.js";

const WHY: Partial<Record<ErrorCode, string>> = {
  MODEL_DECLINED: "the model declined",
  MODEL_FILTERED: "a content filter held the answer back",
  MODEL_CUT_OFF: "there was too much to say about it",
  STEP_REPEATED: "it was looked at again and again",
};

/**
 * Why one part of the work is left out, as a clause, where the job can go on without it: asking again would bring
 * the same. Null: the error is the job's.
 */
export function whyNotDone(error: unknown): string | null {
  for (const [code, why] of Object.entries(WHY)) {
    if (hasCode(error, code as ErrorCode)) return why;
  }
  return null;
}
