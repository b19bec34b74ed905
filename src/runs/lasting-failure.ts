import { hasCode, type ErrorCode } from "../errors.js";
import type { FailureShown } from "./failure.js";

type Lasting = Omit<FailureShown, "kind" | "code">;

const SMALLER = "Ask for it in smaller pieces.";

/** What waiting does not change, as people read it: what happened, and where it helps, what to do. */
const LASTING: Partial<Record<ErrorCode, Lasting>> = {
  MODEL_REFUSED: {
    reason: "model",
    what: "The model service refused the call. The people who run Fermata must look at its key and model names.",
  },
  MODEL_OUTPUT_INVALID: {
    reason: "model",
    what: "The model's answers could not be used (3 tries).",
  },
  MODEL_DECLINED: {
    reason: "model",
    what: "The model declined to do this. It may help to ask in other words.",
  },
  MODEL_FILTERED: {
    reason: "model",
    what: "A content filter held the model's answer back. It may help to ask in other words.",
  },
  MODEL_CUT_OFF: {
    reason: "model",
    what: "The model's answer was too long and was cut off (3 tries). Ask for something shorter.",
  },
  MODEL_EMPTY: {
    reason: "model",
    what: "The model answered with nothing (3 tries).",
  },
  // Whoever presses "Try again" here would end in the same place: what it has used stays used.
  STEP_LIMIT: {
    reason: "internal",
    what: `It took more steps than a job may take. ${SMALLER}`,
    canRetry: false,
  },
  CALL_LIMIT: {
    reason: "internal",
    what: `It asked the model as often as a job may. ${SMALLER}`,
    canRetry: false,
  },
  STEP_REPEATED: {
    reason: "internal",
    what: "It took the same step again and again and got no further. Ask for it in other words.",
    canRetry: false,
  },
  WORK_LIMIT: {
    reason: "internal",
    what: `It worked for as long as a job may. ${SMALLER}`,
    canRetry: false,
  },
  ROOT_LOST: {
    reason: "internal",
    what: "Slack does not take my messages where this job is shown, so it could not go on. Ask again where I can write.",
    canRetry: false,
  },
};

/** The failure that people are shown for an error that lasts; null: it is another kind of error. */
export function lastingFailure(error: unknown): FailureShown | null {
  for (const [code, shown] of Object.entries(LASTING)) {
    if (hasCode(error, code as ErrorCode)) return { kind: "fail", code, ...shown };
  }
  return null;
}
