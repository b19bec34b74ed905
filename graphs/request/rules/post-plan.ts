import type { PostPlan } from "../../../src/domain/effect.js";
import type { PostEnding } from "../../ports.js";
import type { State, TextRecord } from "../state.js";
import { callId } from "./call-id.js";
import { postDigest } from "./post-digest.js";

/** What approving the text in work posts and where, or null: it stays in its thread. */
export function postPlan(
  input: Pick<State["input"], "post" | "runId">,
  text: TextRecord,
): PostPlan | null {
  const { post } = text;
  if (!input.post || !post || post.why !== "") return null;
  const { channel, channelName, reach } = post;
  const { digest } = text.edit ?? text;
  const { team } = input.post;
  return {
    channel,
    channelName,
    reach,
    digest: postDigest({ team, channel, channelName, text: digest, runId: input.runId }),
  };
}

/** Whether somebody has to release the text: it was asked for, or the text leaves its thread. */
export function mustBeApproved(
  input: Pick<State["input"], "approval" | "post" | "runId">,
  text: TextRecord,
): boolean {
  return input.approval.wanted || postPlan(input, text) !== null;
}

/** The id of the newest approval of the text in work. */
export function approvalId(input: Pick<State["input"], "runId">, text: TextRecord): string {
  return callId(input.runId, `approval ${text.cards}`);
}

/** What the ending says of a post that was asked for and not made; null where none was asked for. */
export function notPosted(
  input: Pick<State["input"], "post">,
  text: TextRecord | null,
): PostEnding | null {
  if (!input.post) return null;
  const { channel, channelName } = text?.post ?? input.post;
  const why = text?.post?.why || "The text was not released for it.";
  return { channel, channelName, callId: null, why };
}
