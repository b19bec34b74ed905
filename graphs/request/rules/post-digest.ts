import { createHash } from "node:crypto";

/** The sha-256 of what exactly a post does: this text, in this place, for this run. */
export function postDigest(what: {
  team: string;
  channel: string;
  /** sha-256 of the text. */
  text: string;
  runId: string;
}): string {
  const { channel, runId, team, text } = what;
  // Canonical: the names in order, nothing else.
  const canonical = JSON.stringify({ channel, kind: "post", run: runId, team, text });
  return createHash("sha256").update(canonical).digest("hex");
}
