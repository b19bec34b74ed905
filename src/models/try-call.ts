import { fail } from "../errors.js";
import type { Log } from "../log.js";
import { backoffMs, type Sleep } from "./backoff.js";
import type { Breaker } from "./breaker.js";
import type { ChatAsk } from "./chat.js";
import { type Bill, type MeteredDeps, meteredTry, type MeteredTry } from "./metered-chat.js";
import type { ModelRole } from "./model-call.js";

const TRIES = 3;

/** What trying needs: the meter, what keeps calls away from a model that is down, and what stands in for it. */
export interface TryDeps {
  metered: MeteredDeps;
  breaker: Breaker;
  modelIds: Record<ModelRole, string>;
  /** Called while the model of the role is left alone. */
  fallbackIds: Partial<Record<ModelRole, string>>;
  log: Log;
  sleep: Sleep;
}

/** What is asked, before it is known which model is. */
export type Unaddressed = Omit<ChatAsk, "model">;

/**
 * Asks up to three times, each time the model that may be called then. Throws `MODEL_UNREACHABLE` with how long not
 * to try again: from then on the run waits, not the worker.
 */
export async function tryCall(
  deps: TryDeps,
  bill: Omit<Bill, "insteadOf">,
  ask: Unaddressed,
  signal?: AbortSignal,
): Promise<Extract<MeteredTry, { ok: true }>> {
  const { breaker, log } = deps;
  for (let failedTries = 1; ; failedTries += 1) {
    const { model, insteadOf } = admitted(deps, ask.modelRole);
    const one = await meteredTry(deps.metered, { ...bill, insteadOf }, { ...ask, model }, signal)
      // Stopped, or no money: that says nothing about the model.
      .catch((error: unknown) => {
        breaker.dropped(model);
        throw error;
      });
    if (one.ok) {
      breaker.answered(model);
      return one;
    }
    const { failed } = one;
    const fields = { runId: bill.runId, key: bill.key, model, reason: failed.reason };
    log.warn(fields, "model call failed");
    const detail = `(${failed.reason})`;
    if (failed.kind === "refused") {
      breaker.dropped(model);
      throw fail("MODEL_REFUSED", { detail });
    }
    breaker.failed(model, failed.retryAfterMs);
    const retryAfterMs = failed.retryAfterMs ?? 0;
    const isLast = failedTries === TRIES || failed.heldOn;
    const waitMs = isLast ? null : backoffMs(failedTries, failed.retryAfterMs);
    if (waitMs === null) {
      // Something answers, and it never was a model: that is a wrong address, and no waiting helps.
      if (failed.reason === NO_COMPLETION && !breaker.hasAnswered(model)) {
        throw fail("MODEL_REFUSED", { detail });
      }
      throw fail("MODEL_UNREACHABLE", { detail, retryAfterMs });
    }
    await deps.sleep(waitMs, signal);
  }
}

const NO_COMPLETION = "not a completion";

/** The model of a role, or what stands in for it while it is left alone. */
function admitted(
  { breaker, modelIds, fallbackIds }: TryDeps,
  role: ModelRole,
): { model: string; insteadOf: string | null } {
  const model = modelIds[role];
  const first = breaker.admit(model);
  if (first.go) return { model, insteadOf: null };
  const fallback = fallbackIds[role];
  const second = fallback === undefined ? first : breaker.admit(fallback);
  if (fallback !== undefined && second.go) return { model: fallback, insteadOf: model };
  const waits = [first, second].flatMap((one) => (one.go ? [] : [one.waitMs]));
  throw fail("MODEL_UNREACHABLE", {
    detail: "(left alone)",
    retryAfterMs: Math.ceil(Math.min(...waits)),
  });
}
