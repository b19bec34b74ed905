const LEADING_COMMENTS = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;
const LISTENING = /^(listen|unlisten)\s+(?:"((?:[^"]|"")+)"|(\*)|([a-z_][\w$]*))\s*;?\s*$/i;

/** A LISTEN or UNLISTEN statement; `channel` is "*" for all. */
export interface Listening {
  verb: "listen" | "unlisten";
  channel: string;
}

/** Reads a statement as LISTEN or UNLISTEN, also behind comments; anything else is undefined. */
export function readListening(text: string): Listening | undefined {
  const match = LISTENING.exec(text.replace(LEADING_COMMENTS, "").trimEnd());
  if (!match) return undefined;
  const [, verb, quoted, all, plain] = match;
  const channel = quoted?.replaceAll('""', '"') ?? all ?? plain?.toLowerCase() ?? "";
  return { verb: verb?.toLowerCase() === "listen" ? "listen" : "unlisten", channel };
}
