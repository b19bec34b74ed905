import type { Failure } from "./outcome.js";
import type { DueRow } from "./ports.js";

/** Why a row is tried again. */
export interface Why {
  code: string;
  unknownOutcome: boolean;
  countAttempt: boolean;
  /** It failed although Slack answers: this one's own trouble, and no outage. */
  inVain?: boolean;
}

/** What becomes of a row after one try. */
export type Verdict =
  | { do: "shown"; version: number; ts: string | null; channel?: string }
  | ({ do: "later"; delayMs: number } & Why)
  | { do: "dead"; code: string }
  | { do: "lost" };

/** Another writer has the row: nothing was sent, and nothing is to be said of it. */
export const lost: Verdict = { do: "lost" };

/** Given up: the place for files does not take it. */
export const NOT_UPLOADED = "not_uploaded";
/** Given up: somebody on the way to Slack does not let it through, and it is not there. */
export const NOT_LET_THROUGH = "not_let_through";

const firstDelayMs = 1_000;
const mostDelayMs = 60_000;
/** An unknown outcome is looked up only after what was on its way has arrived. */
const settleMs = 2_000;

/** Waiting for its turn is no attempt and says nothing about what Slack has. */
export function waitTurn(delayMs: number, unknownOutcome: boolean): Verdict {
  return { do: "later", delayMs, code: "pace", unknownOutcome, countAttempt: false };
}

/**
 * A request of a writer that died may be seen in Slack so long after its lease is over: together 12 s from its try on,
 * longer than we ourselves wait for an answer.
 */
const STILL_ON_ITS_WAY_MS = 6_000;

/**
 * The last writer of a post is gone without a word, and the post is not in Slack: it may still be on its way. It is
 * looked for once more before it is posted again. Where it is there already, nobody waits.
 */
export const notSeenYet: Verdict = {
  do: "later",
  delayMs: STILL_ON_ITS_WAY_MS,
  code: "not_seen_yet",
  unknownOutcome: true,
  countAttempt: false,
};

/** The least time until a row is tried again: whoever takes it next does not know that its last writer is gone. */
export function leastDelayMs(row: Pick<DueRow, "leftBehind" | "unknownOutcome">): number {
  return row.leftBehind && row.unknownOutcome ? STILL_ON_ITS_WAY_MS : 0;
}

/**
 * The verdict on a failed try. `repeatable` calls (edits, reactions) may simply be made again; a post whose
 * outcome is unknown is marked so that it is read back first. An outage never ends a row: it is tried
 * again, at most a minute apart. `isAnswered`: Slack has answered another call of the same try.
 */
export function afterFailure(
  failure: Failure,
  attempts: number,
  repeatable: boolean,
  isAnswered = false,
): Verdict {
  const backOff = Math.min(mostDelayMs, firstDelayMs * 2 ** Math.min(attempts, 10));
  const later = (
    delayMs: number,
    unknownOutcome: boolean,
    countAttempt: boolean,
    inVain = false,
  ): Verdict => ({
    do: "later",
    delayMs,
    code: failure.code,
    unknownOutcome,
    countAttempt,
    inVain,
  });
  switch (failure.kind) {
    case "rate":
      return later(failure.waitMs, false, false);
    case "retry":
      return later(failure.waitMs ?? backOff, false, true);
    case "unknown":
      return later(
        Math.max(settleMs, backOff),
        !repeatable,
        true,
        isAnswered || failure.isRefused === true,
      );
    case "upload":
      // Nothing was completed, so nothing is there.
      if (failure.isRefused) return { do: "dead", code: NOT_UPLOADED };
      return later(backOff, false, true, true);
    case "blocks":
    case "final":
      return { do: "dead", code: failure.code };
  }
}
