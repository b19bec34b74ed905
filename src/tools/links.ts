/** A link named in a request; `label` is host and path, never a text somebody chose. */
export interface Link {
  url: string;
  label: string;
}

const SLACK_LINK = /<(https?:\/\/[^|>\s]+)(?:\|[^>]*)?>/gi;
const BARE_LINK = /https?:\/\/[^\s<>|"'`]+/gi;
const LONGEST_LABEL = 60;

/** The http and https links in Slack's text, in order, each once. */
export function linksOf(text: string): Link[] {
  const found: { at: number; raw: string }[] = [];
  const rest = text.replace(SLACK_LINK, (all: string, raw: string, at: number) => {
    found.push({ at, raw });
    return " ".repeat(all.length);
  });
  for (const bare of rest.matchAll(BARE_LINK)) {
    found.push({ at: bare.index, raw: withoutTail(bare[0]) });
  }
  const links = new Map<string, Link>();
  for (const { raw } of found.sort((a, b) => a.at - b.at)) {
    const url = parsed(unescapeSlack(raw));
    if (url && !links.has(url.href)) links.set(url.href, { url: url.href, label: labelOf(url) });
  }
  return [...links.values()];
}

/** Host and path of an address, cut to 60 characters: what people read as its name. */
export function labelOf(url: URL): string {
  const path = url.pathname === "/" ? "" : url.pathname.replace(/\/$/, "");
  const label = `${url.host}${path}`;
  return label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
}

/** Slack writes `&`, `<` and `>` as entities. */
export function unescapeSlack(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function parsed(raw: string): URL | null {
  if (!URL.canParse(raw)) return null;
  const url = new URL(raw);
  url.hash = "";
  return url;
}

/** A full stop or bracket after a bare link belongs to the sentence, unless the bracket was opened in it. */
function withoutTail(raw: string): string {
  const opened = raw.indexOf("(");
  let end = endBefore(raw, raw.length, ".,;:!?*_~");
  while (raw[end - 1] === ")" && (opened < 0 || opened >= end)) {
    end = endBefore(raw, end - 1, ".,;:!?");
  }
  return raw.slice(0, end);
}

/** Steps back over the signs; a pattern that ends in `$` would start again at every one of them. */
function endBefore(raw: string, from: number, signs: string): number {
  let end = from;
  while (end > 0 && signs.includes(raw.charAt(end - 1))) end -= 1;
  return end;
}
