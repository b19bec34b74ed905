import { DateTime } from "luxon";

/** As much of a document as is asked for its date. */
export interface DatedDocument {
  querySelector(selector: string): { getAttribute(name: string): string | null } | null;
}

const META = [
  'meta[property="article:modified_time"]',
  'meta[property="og:updated_time"]',
  'meta[name="last-modified"]',
  'meta[http-equiv="last-modified"]',
  'meta[itemprop="dateModified"]',
  'meta[property="article:published_time"]',
];
const SAID =
  /\b(?:last (?:updated?|changed|modified|edited|reviewed)|updated|changed|modified|as of|stand|zuletzt geändert)\b[\s:]*(?:on )?([^\n]{4,40})/giu;
const FORMATS = [
  "d LLLL yyyy",
  "d LLL yyyy",
  "LLLL d, yyyy",
  "LLL d, yyyy",
  "yyyy-MM-dd",
  "dd.MM.yyyy",
];
const DATE =
  /\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}(?:st|nd|rd|th)? \p{L}{3,9}\.? \d{4}|\p{L}{3,9}\.? \d{1,2}, \d{4}/u;

/** When a page says it was changed last, as an ISO date; from its meta tags, else from its visible words. */
export function changedDate(document: DatedDocument, text: string): string | null {
  for (const selector of META) {
    const value = document.querySelector(selector)?.getAttribute("content") ?? "";
    const date = isoDate(value);
    if (date) return date;
  }
  for (const said of text.matchAll(SAID)) {
    const found = DATE.exec(said[1]!)?.[0];
    const date = found ? isoDate(found) : null;
    if (date) return date;
  }
  return null;
}

function isoDate(raw: string): string | null {
  const value = raw
    .trim()
    .replace(/(\d)(?:st|nd|rd|th)\b/, "$1")
    .replace(".", (dot, at: number) => (/\p{L}/u.test(raw[at - 1] ?? "") ? "" : dot));
  const iso = /^(\d{4}-\d{2}-\d{2})/.exec(value)?.[1];
  if (iso && DateTime.fromISO(iso).isValid) return iso;
  for (const format of FORMATS) {
    const date = DateTime.fromFormat(value, format, { locale: "en" });
    if (date.isValid) return date.toISODate();
  }
  const http = DateTime.fromHTTP(value);
  return http.isValid ? http.toISODate() : null;
}
