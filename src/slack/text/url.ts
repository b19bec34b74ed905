import { inertLine } from "./inert.js";
import { cut } from "./cut.js";
import { escapeControl, line, shorten } from "./escape.js";

const maxUrl = 1500;
const maxLabel = 60;

/** The address as it is sent, or null where it is no web address (or too long to be one). */
export function webUrl(raw: string): URL | null {
  const text = raw.trim();
  if (text.length > maxUrl || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.hostname === "" || url.href.length > maxUrl) return null;
  // A name before the host ("bank.example@evil.example") only serves to mislead.
  url.username = "";
  url.password = "";
  return url;
}

/** Whether the address is a message of this workspace; `domain` is the part before `.slack.com`. */
export function isPermalink(url: URL, domain: string): boolean {
  return (
    domain !== "" &&
    url.protocol === "https:" &&
    url.port === "" &&
    url.hostname === `${domain.toLowerCase()}.slack.com` &&
    url.pathname.startsWith("/archives/")
  );
}

/** Host and path as people read them; other scripts in a host stay in punycode. */
export function hostAndPath(url: URL): string {
  const path = url.pathname === "/" ? "" : url.pathname.replace(/\/$/, "");
  const rest = url.search === "" ? "" : "?…";
  const label = `${url.host}${path}`;
  return label.length + rest.length > maxLabel ? cut(label, maxLabel) : `${label}${rest}`;
}

/** A link labelled with where it goes; a label of its own is only for messages of this workspace. */
export function link(url: URL, domain: string, label = ""): string {
  const own = inertLine(label).replace(/[|*_~`]/g, "");
  const free = isPermalink(url, domain) && own !== "";
  const shown = free ? line(own, 80) : escapeControl(hostAndPath(url));
  return `<${hrefOf(url)}|${shown.replaceAll("|", "¦")}>`;
}

/** The same from text; what is no web address stays text. */
export function linkOrText(raw: string, domain: string, label = ""): string {
  const url = webUrl(raw);
  if (url) return link(url, domain, label);
  const text = [label, raw].filter((one) => one.trim() !== "").join(" ");
  return shorten(escapeControl(inertLine(text)), 600);
}

function hrefOf(url: URL): string {
  return url.href
    .replaceAll("|", "%7C")
    .replaceAll("<", "%3C")
    .replaceAll(">", "%3E")
    .replaceAll("`", "%60")
    .replace(/@(?=channel|here|everyone|group)/gi, "%40")
    .replaceAll("&", "&amp;");
}
