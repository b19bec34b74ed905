import { createHash } from "node:crypto";
import { actOf, actText } from "../../../src/domain/effects/effect-kind.js";
import { slackPost } from "../../../src/domain/effects/slack-post.js";

/** The sha-256 of what exactly a post does: this text, in this place, for this run. */
export function postDigest(what: {
  team: string;
  channel: string;
  channelName: string;
  /** sha-256 of the text. */
  text: string;
  runId: string;
}): string {
  const { runId, ...args } = what;
  const act = actOf(slackPost, { ...args, threadTs: null });
  return createHash("sha256").update(actText(act, runId)).digest("hex");
}
