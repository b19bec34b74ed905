import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { changedDate } from "./changed-date.js";
import { htmlText, type TextNode } from "./html-text.js";

/** What a reader takes from a page; `changed` is an ISO date or null. */
export interface Extracted {
  title: string;
  text: string;
  changed: string | null;
  /** It is a login form rather than a page. */
  asksForLogin: boolean;
}

const LITTLE_CHARS = 400;
/** Beyond these, parsing takes longer than its square: the page is read by its words alone. */
const MOST_TAGS = 50_000;
const MOST_NODES = 60_000;
const DEEPEST = 80;
/** What is longer before its `>` is text. */
const LONGEST_TAG = 1000;

/** Takes title, main text and date out of HTML; where no main part is found, the whole body's text. */
export function extract(html: string): Extracted {
  // An HTML fragment has no body of its own; linkedom then reads it as the document element.
  const whole = /<html[\s>]/i.test(html)
    ? html
    : `<!doctype html><html><body>${html}</body></html>`;
  if (html.split("<").length > MOST_TAGS) return byWords(html);
  const { document } = parseHTML(whole);
  const bodyText = htmlText(document.body);
  const title = squeeze(document.querySelector("title")?.textContent ?? "");
  const heading = squeeze(document.querySelector("h1")?.textContent ?? "");
  const changed = changedDate(document, bodyText);
  const asksForLogin =
    document.querySelector('input[type="password"]') !== null && bodyText.length < LITTLE_CHARS;

  const article = isTangled(document.body) ? null : mainPart(whole);
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

/** Only steps forward through the text: a pattern that looks for an end again from every `<` may take hours. */
function byWords(html: string): Extracted {
  const opened = html.search(/<title[\s>]/i);
  const from = opened < 0 ? 0 : html.indexOf(">", opened) + 1;
  const title = from === 0 ? "" : squeeze(html.slice(from, from + 300).split("<", 1)[0] ?? "");
  const [before = "", ...tags] = html.split("<");
  const words = tags.map((tag) => {
    const end = tag.indexOf(">");
    return end < 0 || end > LONGEST_TAG ? `<${tag}` : `\n${tag.slice(end + 1)}`;
  });
  const text = [before, ...words].join("").replace(/[^\S\n]+/g, " ");
  const lines = text.split("\n").map((line) => line.trim());
  return { title, text: lines.filter(Boolean).join("\n"), changed: null, asksForLogin: false };
}

/** Whether a tree is so deep or large that finding the main part would take minutes. */
function isTangled(root: TextNode): boolean {
  let level: TextNode[] = [root];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    nodes += level.length;
    if (depth > DEEPEST || nodes > MOST_NODES) return true;
    level = level.flatMap((node) => [...node.childNodes]);
  }
  return false;
}

function withHeading(heading: string, text: string): string {
  return heading === "" || text.includes(heading) ? text : `${heading}\n${text}`;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
