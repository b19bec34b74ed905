import type { Evidence } from "../../domain/human-call.js";
import type { Source } from "../../domain/source.js";
import { line } from "../text/escape.js";
import { list } from "../text/people.js";
import { isPermalink, linkOrText, webUrl } from "../text/url.js";
import type { ViewContext } from "./context.js";
import type { Room } from "./fit.js";

/** How many sources stand on a card; the rest is counted. */
const MOST = 2;

/** `Sources: this thread, acme.example/launch and 2 more.`, each a link where it can be opened; "" without room. */
export function evidenceLine(
  evidence: Evidence | undefined,
  ctx: ViewContext,
  room: Room,
  place: string,
): string {
  if (!evidence || evidence.sources.length === 0 || room.items === 0) return "";
  const shown = evidence.sources.slice(0, Math.min(MOST, room.items));
  const rest = evidence.sources.length - shown.length + evidence.more;
  const parts = shown.map((source) => sourceLink(source, ctx, place));
  const all = rest === 0 ? parts : [...parts, `${rest} more`];
  return `${parts.length + rest === 1 ? "Source" : "Sources"}: ${list(all, "and", all.length)}.`;
}

/** "This thread" is another one where a copy of the card is read. */
function sourceLink(source: Source, ctx: ViewContext, place: string): string {
  const label = source.label === "this thread" ? place : source.label;
  const url = source.url === null ? null : webUrl(source.url);
  const opens = url !== null && (source.kind === "page" || isPermalink(url, ctx.team.domain));
  return opens ? linkOrText(url.href, ctx.team.domain, label) : line(label, 60);
}
