import { escapeControl } from "./escape.js";
import { linkOrText, webUrl } from "./url.js";

/** Marks that are open around the text, so that none is opened twice. */
export interface Around {
  bold: boolean;
  italic: boolean;
  strike: boolean;
}

const address = String.raw`<?([^\s()<>]{1,1500}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})*)>?`;
const title = String.raw`(?:\s{1,4}["'][^"'\n]{0,200}["'])?`;

const rules = [
  { kind: "escaped", at: /\\([\\`*_{}[\]()#+.!|>~<-])/y },
  { kind: "code", at: /(`{1,3})(?!`)([^\n]{1,1000}?)(?<!`)\1(?!`)/y },
  {
    kind: "link",
    at: new RegExp(String.raw`!?\[([^\]\n]{0,500})\]\(\s{0,4}${address}${title}\s{0,4}\)`, "y"),
  },
  { kind: "angle", at: /<(https?:\/\/[^<>\s]{1,1500})>/iy },
  { kind: "bare", at: /https?:\/\/[^\s<>"`|\\^{}]{1,1500}/iy },
  { kind: "bold", at: /(\*\*|__)(?=[^\s*_])([^\n]{1,2000}?)(?<=[^\s\\])\1/y },
  { kind: "strike", at: /(~~)(?=\S)([^\n~]{1,2000}?)(?<=\S)~~/y },
  { kind: "italic", at: /(\*|_)(?=[^\s*_])([^\n*_]{1,2000}?)(?<=[^\s\\])\1(?![*_])/y },
] as const;

const starts = /[\\`![<*_~]|https?:\/\//gi;
const lookalike: Record<string, string> = { "*": "∗", "`": "ʼ", "~": "∼" };
const wordy = /[\p{L}\p{N}]/u;

/** One line of Markdown as mrkdwn; `domain` is this workspace's, for links with labels of their own. */
export function inlineMarkdown(
  text: string,
  domain: string,
  around: Around = { bold: false, italic: false, strike: false },
): string {
  let out = "";
  let at = 0;
  while (at < text.length) {
    starts.lastIndex = at;
    const next = starts.exec(text)?.index ?? text.length;
    out += literal(text.slice(at, next), around);
    at = next;
    if (at >= text.length) break;
    const hit = match(text, at);
    if (!hit) {
      out += literal(text.charAt(at), around);
      at += 1;
      continue;
    }
    out += convert(hit, text, at, domain, around);
    at += hit.length;
  }
  return out;
}

interface Hit {
  kind: (typeof rules)[number]["kind"];
  length: number;
  groups: string[];
}

function match(text: string, at: number): Hit | null {
  for (const rule of rules) {
    rule.at.lastIndex = at;
    const found = rule.at.exec(text);
    if (!found || (found[0].startsWith("_") && insideWord(text, at, found[0].length))) continue;
    if (rule.kind === "bare") {
      const address = found[0].replace(/[.,;:!?'*_~\])]+$/, "");
      return { kind: "bare", length: address.length, groups: [address] };
    }
    return {
      kind: rule.kind,
      length: found[0].length,
      groups: found.slice(1).map((one) => one ?? ""),
    };
  }
  return null;
}

/** An underscore inside a word, as in `snake_case`, is a letter like any other. */
function insideWord(text: string, at: number, length: number): boolean {
  return wordy.test(text.charAt(at - 1)) || wordy.test(text.charAt(at + length));
}

function convert(hit: Hit, text: string, at: number, domain: string, around: Around): string {
  const [first = "", second = ""] = hit.groups;
  switch (hit.kind) {
    case "escaped":
      return lookalike[first] ?? escapeControl(first);
    case "code":
      return `\`${escapeControl(second.trim().replaceAll("`", "ʼ")) || " "}\``;
    case "link":
      return labelled(first, second, domain);
    case "angle":
    case "bare":
      return webUrl(first) ? linkOrText(first, domain) : literal(first, around);
    case "bold":
      return marked("*", "bold", second, text, at, hit.length, domain, around);
    case "strike":
      return marked("~", "strike", second, text, at, hit.length, domain, around);
    case "italic":
      return marked("_", "italic", second, text, at, hit.length, domain, around);
  }
}

/** A citation keeps its number; any other label of an address outside is dropped by `linkOrText`. */
function labelled(label: string, address: string, domain: string): string {
  const shown = linkOrText(address, domain, label);
  return /^\d{1,3}$/.test(label) && webUrl(address) ? `[${label}] ${shown}` : shown;
}

/** Slack sees a mark only at the edge of a word, and each kind only once. */
function marked(
  sign: "*" | "~" | "_",
  kind: keyof Around,
  inner: string,
  text: string,
  at: number,
  length: number,
  domain: string,
  around: Around,
): string {
  const body = inlineMarkdown(inner.trim(), domain, { ...around, [kind]: true });
  return around[kind] || insideWord(text, at, length) || body === ""
    ? body
    : `${sign}${body}${sign}`;
}

function literal(text: string, around: Around): string {
  let shown = escapeControl(text);
  if (around.bold) shown = shown.replaceAll("*", "∗");
  if (around.strike) shown = shown.replaceAll("~", "∼");
  return shown;
}
