/** Which person looks at which conversation; kept in the address so that it can be shared. */
export interface Place {
  as: string | undefined;
  /** A conversation's id, `home` for Fermata's desk, `list` for the list on a phone. */
  channel: string | undefined;
  threadTs: string | undefined;
  /** The message to scroll to and mark. */
  messageTs: string | undefined;
}

/** Reads `#as=U…&c=C…&t=ts&m=ts`. */
export function readPlace(hash: string): Place {
  const found = new URLSearchParams(hash.replace(/^#/, ""));
  return {
    as: found.get("as") ?? undefined,
    channel: found.get("c") ?? undefined,
    threadTs: found.get("t") ?? undefined,
    messageTs: found.get("m") ?? undefined,
  };
}

/** Writes a place back into the form of the address. */
export function writePlace(place: Place): string {
  const parts = new URLSearchParams();
  if (place.as !== undefined) parts.set("as", place.as);
  if (place.channel !== undefined) parts.set("c", place.channel);
  if (place.threadTs !== undefined) parts.set("t", place.threadTs);
  if (place.messageTs !== undefined) parts.set("m", place.messageTs);
  return `#${parts.toString()}`;
}
