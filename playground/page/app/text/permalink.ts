/** Where a link into this workspace leads. */
export interface MessagePlace {
  channel: string;
  ts: string;
  threadTs: string | undefined;
}

/** Reads a Slack permalink (`…/archives/C…/p1795180141000100`); any other address gives undefined. */
export function readPermalink(url: string): MessagePlace | undefined {
  const found = /\/archives\/([CDG][A-Z0-9]+)\/p(\d{10})(\d{6})(?:\?(.*))?$/.exec(url);
  if (!found) return undefined;
  const [, channel = "", seconds = "", micros = "", query = ""] = found;
  const threadTs = new URLSearchParams(query).get("thread_ts") ?? undefined;
  return { channel, ts: `${seconds}.${micros}`, threadTs };
}

/** The permalink of a message; replies carry their thread in the query. */
export function permalinkOf(domain: string, place: MessagePlace): string {
  const base = `https://${domain}.slack.com/archives/${place.channel}/p${place.ts.replace(".", "")}`;
  if (place.threadTs === undefined || place.threadTs === place.ts) return base;
  return `${base}?thread_ts=${place.threadTs}&cid=${place.channel}`;
}
