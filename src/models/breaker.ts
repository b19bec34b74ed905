/** Whether a model may be called now; if not, in how many ms it may. */
export type Admission = { go: true } | { go: false; waitMs: number };

/** Keeps calls away from a model that does not answer. One a process; it forgets everything at a restart. */
export interface Breaker {
  admit(model: string): Admission;
  /** Something came that only a model sends. */
  answered(model: string): void;
  /** The model did not answer, and perhaps said for how long it will not. */
  failed(model: string, retryAfterMs: number | null): void;
  /** A call that was let through ended without a word about the model: it was stopped, or there was no money. */
  dropped(model: string): void;
  /** Whether this model has ever answered this process. */
  hasAnswered(model: string): boolean;
}

const FAILURES_TO_OPEN = 5;
const FIRST_MS = 10_000;
const LONGEST_MS = 60_000;
/** While one call tries whether the model is back, the others look again after this time. */
const WHILE_PROBING_MS = 5_000;

interface Circuit {
  failures: number;
  openForMs: number;
  /** Not before this instant; null: closed. */
  notBefore: number | null;
  probing: boolean;
  answered: boolean;
}

/**
 * After five outages in a row a model is left alone for a while, twice as long each time; then one call tries
 * whether it is back. `nowMs` only ever rises: the machine's clock may step.
 */
export function createBreaker(nowMs: () => number = () => performance.now()): Breaker {
  const circuits = new Map<string, Circuit>();
  const circuitOf = (model: string): Circuit => {
    const known = circuits.get(model);
    if (known) return known;
    const fresh = {
      failures: 0,
      openForMs: FIRST_MS,
      notBefore: null,
      probing: false,
      answered: false,
    };
    circuits.set(model, fresh);
    return fresh;
  };
  return {
    admit(model) {
      const circuit = circuitOf(model);
      if (circuit.notBefore === null) return { go: true };
      const waitMs = circuit.notBefore - nowMs();
      if (waitMs > 0) return { go: false, waitMs };
      if (circuit.probing) return { go: false, waitMs: WHILE_PROBING_MS };
      circuit.probing = true;
      return { go: true };
    },
    answered(model) {
      const circuit = circuitOf(model);
      circuit.answered = true;
      circuit.failures = 0;
      circuit.openForMs = FIRST_MS;
      circuit.notBefore = null;
      circuit.probing = false;
    },
    failed(model, retryAfterMs) {
      const circuit = circuitOf(model);
      circuit.failures += 1;
      circuit.probing = false;
      const opens = circuit.failures >= FAILURES_TO_OPEN;
      const leftAloneMs = Math.max(opens ? circuit.openForMs : 0, retryAfterMs ?? 0);
      if (leftAloneMs > 0) {
        circuit.notBefore = Math.max(circuit.notBefore ?? 0, nowMs() + leftAloneMs);
      }
      if (opens) circuit.openForMs = Math.min(circuit.openForMs * 2, LONGEST_MS);
    },
    dropped(model) {
      circuitOf(model).probing = false;
    },
    hasAnswered: (model) => circuitOf(model).answered,
  };
}
