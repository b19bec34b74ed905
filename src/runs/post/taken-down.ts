import type { Effect } from "../../domain/effect.js";
import type { PostedShown } from "../../domain/shown-post.js";
import { type Posted, showPosted } from "../../delivery/posted.js";
import { append } from "../../ledger/append.js";
import type { RunsRows } from "../ports.js";

type Rows = Pick<RunsRows, "effects" | "outbox" | "calls" | "ledger">;

/** Takes in which posts Slack has deleted, or would not: state, fact, card and result. */
export async function settleDowns(rows: Rows, now: Date, limit: number): Promise<void> {
  for (const effect of await rows.effects.downs(limit)) {
    const fate = await rows.outbox.fateOf(`${effect.opKey}:delete`);
    const isGone = fate?.state === "shown";
    const to = isGone ? "taken_down" : "done";
    if (!(await rows.effects.step(effect.opKey, "taking_down", to))) continue;
    const posted = shownAs(effect, isGone, now);
    const call = await rows.calls.get(effect.callId);
    if (call) await showPosted(rows, call, posted);
    await updateResult(rows, effect.runId, posted);
    if (!isGone) continue;
    await append(rows.ledger, {
      chain: `run:${effect.runId}`,
      kind: "effect_taken_down",
      key: `${effect.opKey}:down`,
      actor: effect.downBy?.id ?? null,
      at: now,
      data: { call: effect.callId, channel: effect.channel },
    });
  }
}

function shownAs(effect: Effect, isGone: boolean, now: Date): Posted {
  const base = { channelName: effect.channelName, by: effect.downBy, at: now.toISOString() };
  if (isGone) return { ...base, state: "taken_down" };
  const why = `Slack did not delete it. Delete it in #${effect.channelName} by hand.`;
  return { ...base, state: "posted", why, by: null };
}

/** Says in the result too what became of the post; the link to a post that still stands is kept. */
export async function updateResult(
  rows: Pick<Rows, "outbox">,
  runId: string,
  posted: Posted,
): Promise<void> {
  const item = await rows.outbox.get(`${runId}:result:1`);
  if (item?.type !== "message" || item.shown.kind !== "result" || !item.shown.post) return;
  const post: PostedShown = { ...item.shown.post, by: null, why: "", ...posted };
  await rows.outbox.put({ ...item, pings: [], shown: { ...item.shown, post } });
}
