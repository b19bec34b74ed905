import type { Source } from "../../domain/source.js";
import { line } from "../text/escape.js";
import { isPermalink, linkOrText, webUrl } from "../text/url.js";

/** With less room than this, sources are only counted. */
const leastRoom = 140;

/**
 * The list of sources and of what was not read, in about `max` characters; a place that does not fit
 * loses its link first, then it is counted.
 */
export function resultSources(
  sources: readonly Source[],
  notRead: readonly string[],
  domain: string,
  max: number,
): string {
  const missed =
    notRead.length === 0 ? "" : `*Not read*: ${notRead.map((one) => line(one, 160)).join("; ")}`;
  const gap = missed.length > max / 2 ? `*Not read*: ${notRead.length} places, see *Why?*` : missed;
  if (max < leastRoom)
    return sources.length === 0 ? "" : `*Sources*: ${sources.length}, see *Why?*`;
  const lines: string[] = [];
  let room = max - gap.length - 60;
  for (const source of sources) {
    const whole = oneSource(source, domain, true);
    const text = whole.length < room ? whole : oneSource(source, domain, false);
    if (text.length >= room) break;
    lines.push(text);
    room -= text.length + 1;
  }
  const rest = sources.length - lines.length;
  if (rest > 0) lines.push(`and ${rest} more, see *Why?*`);
  const list = lines.length === 0 ? "" : `*Sources*\n${lines.join("\n")}`;
  return [list, gap].filter((one) => one !== "").join("\n");
}

function oneSource(source: Source, domain: string, linked: boolean): string {
  const url = source.url === null ? null : webUrl(source.url);
  const label = line(source.label, 100);
  const place =
    url === null || !linked
      ? label
      : isPermalink(url, domain) || source.kind === "page"
        ? linkOrText(url.href, domain, source.label)
        : label;
  const note = line(source.note, 120);
  return `[${source.n}] ${place}${note === "" ? "" : `, ${note}`}`;
}
