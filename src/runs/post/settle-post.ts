import type { RequestEnding } from "../../../graphs/ports.js";
import type { RunBrief } from "../../delivery/run-brief.js";
import { showPosted } from "../../delivery/posted.js";
import { NO_PLACE } from "../../delivery/lost.js";
import type { Effect } from "../../domain/effect.js";
import type { PostedShown } from "../../domain/shown-post.js";
import { append } from "../../ledger/append.js";
import type { RunsRows } from "../ports.js";

/** How a post that was asked for ended; "later": Slack does not have it yet. Null: none was asked for. */
export type PostSettled = "later" | PostedShown | null;

/**
 * Takes in what became of the post of a run whose graph has ended: the effect's state and fact, and the approval's
 * card, in the caller's transaction.
 */
export async function settlePost(
  rows: RunsRows,
  run: RunBrief,
  ending: RequestEnding,
  context: { now: Date; permalink: (channel: string, ts: string) => string },
): Promise<PostSettled> {
  const { post } = ending;
  if (!post) return null;
  const base = {
    channelName: post.channelName,
    seconds: 0,
    url: null,
    by: null,
    at: context.now.toISOString(),
  };
  const effect = (await rows.effects.ofRun(run.id)).find((one) => one.callId === post.callId);
  const shown = effect
    ? await outcomeOf(rows, effect, base, context)
    : ({ ...base, state: "not_posted", why: post.why ?? "" } as const);
  if (shown === "later") return shown;
  const call = post.callId === null ? null : await rows.calls.get(post.callId);
  if (call) await showPosted(rows, call, shown);
  return shown;
}

async function outcomeOf(
  rows: RunsRows,
  effect: Effect,
  base: Omit<PostedShown, "state" | "why">,
  context: { now: Date; permalink: (channel: string, ts: string) => string },
): Promise<PostedShown | "later"> {
  const fate = await rows.outbox.fateOf(effect.opKey);
  if (fate?.ts) {
    await end(rows, effect, { state: "done", ts: fate.ts, code: "" }, context.now);
    const url = context.permalink(effect.channel, fate.ts);
    return { ...base, state: "posted", url, why: "" };
  }
  if (fate && fate.state !== "dead") return "later";
  const code = fate?.code ?? "lost";
  await end(rows, effect, { state: "failed", ts: null, code }, context.now);
  return { ...base, state: "not_posted", why: whyFailed(code, effect.channelName) };
}

async function end(
  rows: RunsRows,
  effect: Effect,
  to: { state: "done" | "failed"; ts: string | null; code: string },
  now: Date,
): Promise<void> {
  const { ts, code, state } = to;
  if (!(await rows.effects.step(effect.opKey, "posting", state, { ts, code, endedAt: now })))
    return;
  await append(rows.ledger, {
    chain: `run:${effect.runId}`,
    kind: state === "done" ? "effect_done" : "effect_failed",
    key: `${effect.opKey}:ended`,
    actor: effect.by.id,
    at: now,
    data: { call: effect.callId, channel: effect.channel, code },
  });
}

/** Why Slack would not show a post, in plain words. */
export function whyFailed(code: string, channelName: string): string {
  if (code === "is_archived") return `#${channelName} is archived.`;
  if (code === "outcome_unknown")
    return `I cannot find out whether it arrived. Look in #${channelName} before you post it again.`;
  if (code === "restricted_action" || code.startsWith("restricted_"))
    return `Slack lets only some people post in #${channelName}.`;
  if (NO_PLACE.includes(code)) return `I am not in #${channelName} any more.`;
  return "Slack did not take it.";
}
