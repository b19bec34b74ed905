import { z } from "zod";
import type { Exchange } from "./exchange.js";

/** How a try without an answer ended: whether another try can help, and whether it may have cost money. */
export interface FailedTry {
  kind: "again" | "refused";
  /** A word or two for the log and the error: a status, a provider's code, `timeout` or `network`. */
  reason: string;
  retryAfterMs: number | null;
  mayHaveCost: boolean;
  /** It held on for as long as a try may: another one at once would only hold on again. */
  heldOn: boolean;
}

const ProviderError = z.object({
  error: z.object({ code: z.string().nullish(), type: z.string().nullish() }),
});

/** Statuses that another try can change. */
const AGAIN = new Set([408, 409, 425, 429]);

/** Network errors that happen before anything was sent. */
const UNSENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/** Judges a try that threw, by what went over the wire rather than by the client's error classes. */
export function judgeFailure(exchange: Exchange, error: unknown, timedOut: boolean): FailedTry {
  if (exchange.status === null) {
    return {
      kind: "again",
      reason: exchange.stalled ? "no first byte" : timedOut ? "timeout" : "network",
      retryAfterMs: exchange.retryAfterMs,
      mayHaveCost: timedOut || exchange.stalled || !isUnsent(error),
      heldOn: timedOut || exchange.stalled,
    };
  }
  const code = providerCode(exchange.body);
  const hopeless = code === "insufficient_quota";
  const again = !hopeless && (AGAIN.has(exchange.status) || exchange.status >= 500);
  return {
    kind: again ? "again" : "refused",
    reason: code ? `status ${exchange.status}, ${code}` : `status ${exchange.status}`,
    retryAfterMs: exchange.retryAfterMs,
    mayHaveCost: false,
    heldOn: false,
  };
}

/** Judges an answer that is none: a page, nothing at all, or half a completion, with a status that says it is fine. */
export function judgeNoCompletion(exchange: Exchange): FailedTry {
  return {
    kind: "again",
    reason: "not a completion",
    retryAfterMs: exchange.retryAfterMs,
    // A service that names its error has done no work. Behind a page or half an answer there may be a whole one.
    mayHaveCost: exchange.body === null,
    heldOn: false,
  };
}

/** Only a bare code is taken over: messages of providers repeat parts of keys and prompts. */
function providerCode(body: unknown): string | null {
  const read = ProviderError.safeParse(body);
  const code = read.success ? (read.data.error.code ?? read.data.error.type ?? "") : "";
  return /^[a-z_]{1,40}$/.test(code) ? code : null;
}

/** Looks for the code by shape: errors of the runtime may come from another realm. */
function isUnsent(error: unknown): boolean {
  let at: unknown = error;
  for (let depth = 0; typeof at === "object" && at !== null && depth < 6; depth += 1) {
    if ("code" in at && typeof at.code === "string" && UNSENT.has(at.code)) return true;
    at = "cause" in at ? at.cause : null;
  }
  return false;
}
