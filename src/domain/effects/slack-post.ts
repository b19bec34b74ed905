import { z } from "zod";
import type { EffectKind } from "./effect-kind.js";

/** A text posted at top level of a channel, or in a thread of it. */
export const SlackPostArgs = z.object({
  team: z.string(),
  channel: z.string(),
  /** Without the `#`. */
  channelName: z.string(),
  /** Null: at top level, where the whole channel sees it. */
  threadTs: z.string().nullable(),
  /** sha-256 of the text, to the byte. */
  text: z.string(),
});
export type SlackPostArgs = z.infer<typeof SlackPostArgs>;

/** Posting a text in a channel: its metadata carries the operation key, so it can be found again. */
export const slackPost: EffectKind<SlackPostArgs, "keyed"> = {
  tool: "slack.post",
  args: SlackPostArgs,
  target: "channel",
  // A channel that is renamed is the same place.
  incidental: ["channelName"],
  outcome: "keyed",
  words: {
    nothing: "Nothing was posted.",
    otherTarget: "The place was changed after it was approved.",
    otherArgs: "The text was changed after it was approved.",
  },
};
