import type { IncomingMessage } from "node:http";
import { fail, FermataError } from "../../errors.js";
import { MAX_PDF_BYTES } from "../file/pdf-limits.js";
import { checkTarget, systemResolve, type Resolve } from "./checked-target.js";
import { decodeText } from "./decode-text.js";
import { oneRequest } from "./one-request.js";
import { readBody, readWhole } from "./read-body.js";

/** What was fetched; `url` is the address it finally came from, `mime` has no parameters. */
export interface Fetched {
  url: string;
  mime: string;
  text: string;
  /** The body of a PDF, whose text is still to be found; else absent. */
  bytes?: Uint8Array;
  /** It goes on: this is its beginning. */
  isCut?: boolean;
}

/** Fetches a page for an agent; throws `FETCH_REFUSED` or `FETCH_FAILED` with a few plain words. */
export type GuardedFetch = (url: string, signal?: AbortSignal) => Promise<Fetched>;

/** Limits and the seams for tests. */
export interface GuardedFetchDeps {
  /** The one origin that need not be public, exactly, e.g. `http://127.0.0.1:4500`. */
  playgroundOrigin?: string;
  resolve?: Resolve;
  /** For the whole fetch with all redirects; 15 seconds if absent. */
  timeoutMs?: number;
  /** After unpacking, what is longer is cut off; 2 MB if absent. */
  maxBytes?: number;
}

const PDF = "application/pdf";
const MIMES = new Set([
  "text/html",
  "application/xhtml+xml",
  "text/plain",
  "text/markdown",
  "text/x-markdown",
  "text/csv",
  "application/json",
  PDF,
]);
const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const LOGIN_PATH = /\/(log-?in|sign-?in|sso|oauth2?|authorize|auth)(\/|$|\.)/i;

/**
 * The only way out to the web for agents: public addresses, checked on every hop and connected to exactly
 * as checked, no cookies, no credentials, capped in time and size.
 */
export function createGuardedFetch(deps: GuardedFetchDeps = {}): GuardedFetch {
  const {
    playgroundOrigin,
    resolve = systemResolve,
    timeoutMs = 15_000,
    maxBytes = 2_000_000,
  } = deps;

  const follow = async (first: string, signal: AbortSignal): Promise<Fetched> => {
    let next = first;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const target = await checkTarget(next, { playgroundOrigin, resolve });
      signal.throwIfAborted();
      const response = await oneRequest(target, signal);
      try {
        const location = redirectOf(response);
        if (location === null) return await page(response, target.url);
        if (!URL.canParse(location, target.url.href)) throw failed("its redirect leads nowhere");
        const to = new URL(location, target.url);
        if (LOGIN_PATH.test(to.pathname) && !LOGIN_PATH.test(target.url.pathname)) {
          throw failed("asks for a login");
        }
        next = to.href;
      } finally {
        response.destroy();
      }
    }
    throw failed("too many redirects");
  };

  const page = async (response: IncomingMessage, url: URL): Promise<Fetched> => {
    const status = response.statusCode ?? 0;
    if (status === 401 || status === 403 || status === 407) throw failed("asks for a login");
    if (status === 404 || status === 410) throw failed("there is no such page");
    if (status < 200 || status > 299) throw failed(`answered with an error (${status})`);
    const type = response.headers["content-type"] ?? "";
    const mime = type.split(";")[0]!.trim().toLowerCase();
    if (!MIMES.has(mime)) throw failed("not a web page");
    if (mime === PDF) {
      return { url: url.href, mime, text: "", bytes: await readWhole(response, MAX_PDF_BYTES) };
    }
    const { bytes, isCut } = await readBody(response, maxBytes);
    return { url: url.href, mime, text: decodeText(bytes, type), isCut };
  };

  return async (url, signal) => {
    signal?.throwIfAborted();
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeoutMs);
    const both = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
    let end = (): void => undefined;
    const ended = new Promise<never>((_, reject) => {
      end = () => reject(new Error("ended"));
      both.addEventListener("abort", end, { once: true });
    });
    try {
      // The race is for the resolver, which cannot be stopped.
      return await Promise.race([follow(url, both), ended]);
    } catch (error) {
      signal?.throwIfAborted();
      if (limit.signal.aborted)
        throw fail("FETCH_FAILED", { detail: "took too long", cause: error });
      if (error instanceof FermataError) throw error;
      throw fail("FETCH_FAILED", { detail: "did not answer", cause: error });
    } finally {
      clearTimeout(timer);
      both.removeEventListener("abort", end);
    }
  };
}

function redirectOf(response: IncomingMessage): string | null {
  const { location } = response.headers;
  return REDIRECTS.has(response.statusCode ?? 0) && location ? location : null;
}

function failed(detail: string): Error {
  return fail("FETCH_FAILED", { detail });
}
