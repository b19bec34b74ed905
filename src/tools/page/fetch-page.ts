import { fail } from "../../errors.js";
import type { ParseDocument } from "../apart/parse-document.js";
import type { Extracted } from "./extract.js";
import type { GuardedFetch } from "./guarded-fetch.js";

/** A page as text; `changed` is an ISO date or null, `url` where it finally was. */
export interface Page {
  url: string;
  title: string;
  text: string;
  changed: string | null;
  /** It goes on: this is its beginning. */
  isCut?: boolean;
}

/** Reads a public page; throws `FETCH_REFUSED` or `FETCH_FAILED` with a plain detail. */
export type FetchPage = (url: string, signal?: AbortSignal) => Promise<Page>;

/** A page reader over the one guarded fetch; what it brings is parsed by `parse`. */
export function createFetchPage(fetchGuarded: GuardedFetch, parse: ParseDocument): FetchPage {
  return async (url, signal) => {
    const fetched = await fetchGuarded(url, signal);
    if (fetched.bytes) {
      const read = await parsed(parse("pdf", fetched.bytes));
      if ("why" in read) throw fail("FETCH_FAILED", { detail: read.why });
      return { url: fetched.url, title: "", text: read.text, changed: null, isCut: read.isCut };
    }
    const page = await parsed(read(parse, fetched.mime, fetched.text));
    if (page.asksForLogin) throw fail("FETCH_FAILED", { detail: "asks for a login" });
    if (page.text.trim() === "") throw fail("FETCH_FAILED", { detail: "it holds no text" });
    const { title, text, changed } = page;
    return { url: fetched.url, title, text, changed, isCut: fetched.isCut ?? false };
  };
}

/** A page that the parser cannot hold is a page that cannot be read, not a fault of the job. */
async function parsed<T>(parsing: Promise<T>): Promise<T> {
  try {
    return await parsing;
  } catch (cause) {
    throw fail("FETCH_FAILED", { detail: "too large or too complicated", cause });
  }
}

async function read(parse: ParseDocument, mime: string, text: string): Promise<Extracted> {
  if (mime === "text/html" || mime === "application/xhtml+xml") return parse("html", text);
  const plain = mime === "text/csv" ? await parse("csv", text) : text;
  return { title: "", text: plain, changed: null, asksForLogin: false };
}
