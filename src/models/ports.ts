/** The rows behind spending, each method a short transaction of its own. Money in US dollars. */
export interface SpendLedger {
  /** A finished answer stored under this key, or null. */
  finished(runId: string, key: string): Promise<string | null>;
  /**
   * Reserves `usd` within the run's cap and the day's cap, in one transaction, before the call, and counts it: a run
   * has only so many calls, and takes a step with the same input only so often under different keys.
   * A reservation left by a crashed try under the same key is booked as spent first.
   */
  reserve(call: {
    runId: string;
    key: string;
    role: string;
    model: string;
    /** The model that should have been called, where `model` stands in for it. */
    insteadOf: string | null;
    inputDigest: string;
    usd: number;
    capDayUsd: number;
    maxCalls: number;
    maxRepeats: number;
    /** `YYYY-MM-DD`, UTC. */
    day: string;
    at: Date;
  }): Promise<"ok" | "run_cap" | "day_cap" | "call_cap" | "repeats">;
  /**
   * Books the real cost, frees the reservation and, if the call succeeded, keeps the answer. A reservation that was
   * booked as a crashed try's meanwhile stays as it is, and so does its successor's.
   */
  settle(call: {
    runId: string;
    key: string;
    /** When it was reserved: a worker that wakes late must not settle what its successor reserved. */
    at: Date;
    costUsd: number;
    isUpperBound: boolean;
    inputTokens: number;
    outputTokens: number;
    /** Null when the call failed. */
    response: string | null;
    /** No model answered: it does not count as a call. */
    isOutage: boolean;
  }): Promise<void>;
}
