import { z } from "zod";
import { IllegalTransition } from "./illegal-transition.js";
import { Named } from "./person.js";

/** Where a result is to be posted besides its thread. */
export const PostTarget = z.object({
  team: z.string(),
  channel: z.string(),
  /** Without the `#`. */
  channelName: z.string(),
});
export type PostTarget = z.infer<typeof PostTarget>;

/** What an approval releases beyond the text: the digest is of the text, the place and the run together. */
export const PostPlan = z.object({
  channel: z.string(),
  channelName: z.string(),
  /** sha-256 over what exactly is done. */
  digest: z.string(),
  /** Who will see it that could not before, as a sentence. */
  reach: z.string(),
});
export type PostPlan = z.infer<typeof PostPlan>;

/** The states of an Effect; a failed one was not done, a taken down one is gone again. */
export const EffectState = z.enum(["posting", "done", "failed", "taking_down", "taken_down"]);
export type EffectState = z.infer<typeof EffectState>;

const allowed: Record<EffectState, readonly EffectState[]> = {
  posting: ["done", "failed"],
  done: ["taking_down"],
  failed: [],
  // A message that Slack would not delete is still there.
  taking_down: ["taken_down", "done"],
  taken_down: [],
};

/** Throws unless an Effect may go from one state to the other. */
export function assertEffectStep(from: EffectState, to: EffectState): void {
  if (!allowed[from].includes(to)) throw new IllegalTransition("effect", from, to);
}

/** How long a post can be taken down again, in milliseconds. */
export const TAKE_DOWN_MS = 24 * 3_600_000;

/** One thing done outside the thread, on one decision; `opKey` is its row in the outbox. */
export const Effect = z.object({
  opKey: z.string(),
  runId: z.string(),
  /** The approval that allows it; each allows one. */
  callId: z.string(),
  team: z.string(),
  channel: z.string(),
  channelName: z.string(),
  artifactId: z.string(),
  digest: z.string(),
  /** Who approved it. */
  by: Named,
  state: EffectState,
  /** Why it failed, as Slack or a rule names it; else empty. */
  code: z.string(),
  /** Slack's ts of the post. */
  ts: z.string().nullable(),
  startedAt: z.coerce.date(),
  /** When it was done or failed. */
  endedAt: z.coerce.date().nullable(),
  downBy: Named.nullable(),
});
export type Effect = z.infer<typeof Effect>;
