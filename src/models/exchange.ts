import { bodyText } from "./body-text.js";

/** What went over the wire in one try, kept as it was because client libraries drop parts of it. */
export interface Exchange {
  /** HTTP status, or null if no whole answer came. */
  status: number | null;
  retryAfterMs: number | null;
  /** The body parsed as JSON, or null. */
  body: unknown;
  /** Nothing more came for too long. */
  stalled: boolean;
}

/** How long to wait for the first byte, and between two of them; ms. */
export const FIRST_BYTE_MS = 60_000;
/** More than any completion: what is longer is not one. */
const MOST_BYTES = 8_000_000;
const LONGEST_RETRY_AFTER_MS = 600_000;

/** A fetch that notes status, Retry-After and body of the one answer it brings, and gives up on a silent server. */
export function recordingFetch(
  now: () => Date,
  silenceMs = FIRST_BYTE_MS,
): { fetch: typeof fetch; exchange: Exchange } {
  const exchange: Exchange = {
    status: null,
    retryAfterMs: null,
    body: null,
    stalled: false,
  };
  const record: typeof fetch = async (input, init) => {
    const quiet = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        exchange.stalled = true;
        quiet.abort(new Error("no byte came"));
      }, silenceMs);
    };
    heard();
    try {
      const signal = init?.signal ? AbortSignal.any([init.signal, quiet.signal]) : quiet.signal;
      const response = await fetch(input, { ...init, signal, redirect: "error" });
      // An error is one whether or not its body arrives; a completion is none until all of it is here.
      if (!response.ok) exchange.status = response.status;
      exchange.retryAfterMs = retryAfterMs(response.headers, now());
      const text = await bodyText(response.body, MOST_BYTES, heard);
      exchange.status = response.status;
      exchange.body = parsed(text);
      return new Response(text === "" && response.status === 204 ? null : text, {
        status: response.status,
        headers: {
          "content-type": response.headers.get("content-type") ?? "application/json",
        },
      });
    } finally {
      clearTimeout(timer);
    }
  };
  return { fetch: record, exchange };
}

/**
 * How long the server asks us to wait, in ms; null if it does not say or says nonsense. After ten minutes one call asks
 * again, whatever it said: it may be back sooner, and one wrong header would shut it for everybody.
 */
export function retryAfterMs(headers: Headers, now: Date): number | null {
  const ms = saidMs(headers, now);
  return ms === null ? null : Math.min(ms, LONGEST_RETRY_AFTER_MS);
}

function saidMs(headers: Headers, now: Date): number | null {
  const ms = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const value = headers.get("retry-after");
  if (value === null || value.trim() === "") return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds >= 0 ? seconds * 1000 : null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Proxies answer with HTML: the status says enough.
    return null;
  }
}
