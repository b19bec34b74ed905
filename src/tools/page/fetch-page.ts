import { fail } from "../../errors.js";
import { csvText } from "../file/csv.js";
import { pdfText } from "../file/pdf.js";
import { extract } from "./extract.js";
import type { GuardedFetch } from "./guarded-fetch.js";

/** A page as text; `changed` is an ISO date or null, `url` where it finally was. */
export interface Page {
  url: string;
  title: string;
  text: string;
  changed: string | null;
}

/** Reads a public page; throws `FETCH_REFUSED` or `FETCH_FAILED` with a plain detail. */
export type FetchPage = (url: string, signal?: AbortSignal) => Promise<Page>;

/** A page reader over the one guarded fetch. */
export function createFetchPage(fetchGuarded: GuardedFetch): FetchPage {
  return async (url, signal) => {
    const fetched = await fetchGuarded(url, signal);
    if (fetched.bytes) {
      const read = await pdfText(fetched.bytes);
      if ("why" in read) throw fail("FETCH_FAILED", { detail: read.why });
      return { url: fetched.url, title: "", text: read.text, changed: null };
    }
    const page = readable(fetched.mime, fetched.text);
    if (page.asksForLogin) throw fail("FETCH_FAILED", { detail: "asks for a login" });
    if (page.text.trim() === "") throw fail("FETCH_FAILED", { detail: "it holds no text" });
    return { url: fetched.url, title: page.title, text: page.text, changed: page.changed };
  };
}

/** A page that the parser cannot hold is a page that cannot be read, not a fault of the job. */
function readable(mime: string, text: string): ReturnType<typeof extract> {
  try {
    return read(mime, text);
  } catch (cause) {
    throw fail("FETCH_FAILED", { detail: "too tangled to read", cause });
  }
}

function read(mime: string, text: string): ReturnType<typeof extract> {
  if (mime === "text/html" || mime === "application/xhtml+xml") return extract(text);
  const plain = mime === "text/csv" ? csvText(text) : text;
  return { title: "", text: plain, changed: null, asksForLogin: false };
}
