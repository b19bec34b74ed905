import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { changedDate } from "./changed-date.js";
import { htmlText } from "./html-text.js";

/** What a reader takes from a page; `changed` is an ISO date or null. */
export interface Extracted {
  title: string;
  text: string;
  changed: string | null;
  /** It is a login form rather than a page. */
  asksForLogin: boolean;
}

const LITTLE_CHARS = 400;

/** Takes title, main text and date out of HTML; where no main part is found, the whole body's text. */
export function extract(html: string): Extracted {
  // An HTML fragment has no body of its own; linkedom then reads it as the document element.
  const whole = /<html[\s>]/i.test(html)
    ? html
    : `<!doctype html><html><body>${html}</body></html>`;
  const { document } = parseHTML(whole);
  const bodyText = htmlText(document.body);
  const title = squeeze(document.querySelector("title")?.textContent ?? "");
  const heading = squeeze(document.querySelector("h1")?.textContent ?? "");
  const changed = changedDate(document, bodyText);
  const asksForLogin =
    document.querySelector('input[type="password"]') !== null && bodyText.length < LITTLE_CHARS;

  const article = mainPart(whole);
  // Readability drops lists and tables of short pages: then the whole body says more.
  const text = article !== null && article.length >= bodyText.length / 2 ? article : bodyText;
  return { title: title || heading, text: withHeading(heading, text), changed, asksForLogin };
}

function mainPart(html: string): string | null {
  const { document } = parseHTML(html);
  const article = new Readability(document, { charThreshold: 200 }).parse();
  if (!article?.content) return null;
  const { document: part } = parseHTML(
    `<!doctype html><html><body>${article.content}</body></html>`,
  );
  return htmlText(part.body);
}

function withHeading(heading: string, text: string): string {
  return heading === "" || text.includes(heading) ? text : `${heading}\n${text}`;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
