/** What went over the wire in one try, kept as it was because client libraries drop parts of it. */
export interface Exchange {
  /** HTTP status, or null if no answer came. */
  status: number | null;
  retryAfterMs: number | null;
  /** The body parsed as JSON, or null. */
  body: unknown;
}

/** A fetch that notes status, Retry-After and body of the one answer it brings. */
export function recordingFetch(now: () => Date): { fetch: typeof fetch; exchange: Exchange } {
  const exchange: Exchange = { status: null, retryAfterMs: null, body: null };
  const record: typeof fetch = async (input, init) => {
    const response = await fetch(input, { ...init, redirect: "error" });
    const text = await response.text();
    exchange.status = response.status;
    exchange.retryAfterMs = retryAfterMs(response.headers, now());
    exchange.body = parsed(text);
    return new Response(text === "" && response.status === 204 ? null : text, {
      status: response.status,
      headers: {
        "content-type": response.headers.get("content-type") ?? "application/json",
      },
    });
  };
  return { fetch: record, exchange };
}

/** How long the server asks us to wait, in ms; null if it does not say or says nonsense. */
export function retryAfterMs(headers: Headers, now: Date): number | null {
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
