import type { HumanCall } from "../domain/human-call.js";
import type { Shown } from "../domain/shown.js";
import type { PostedShown } from "../domain/shown-post.js";
import { cardKeyOf, putCard } from "./card-place.js";
import type { OutboxRows } from "./ports.js";

/** What is said of a post; what is left out is empty. */
export type Posted = Pick<PostedShown, "channelName" | "state" | "at"> & Partial<PostedShown>;

/** Says on the approval's own card what becomes of the post; a card that is open again is left alone. */
export async function showPosted(
  rows: { outbox: OutboxRows },
  call: HumanCall,
  posted: Posted,
): Promise<void> {
  const shown = await settledOn(rows, call);
  if (!shown) return;
  const url = shown.post?.url ?? null;
  const post = { ...nothing, url, ...posted };
  // It is open for this call no more, whoever's name it went under.
  await putCard(rows, call, { ...shown, post }, []);
}

/** The card of a release, from its row: how the approval was given stays, what becomes of the post changes. */
export async function releaseShown(
  rows: { outbox: OutboxRows },
  call: HumanCall,
): Promise<Shown | null> {
  const { args } = call;
  const shown = await settledOn(rows, call);
  if (args.fn !== "release" || !shown) return null;
  const seconds = Math.round((call.deadlineAt.getTime() - call.openedAt.getTime()) / 1000);
  const post = {
    ...nothing,
    channelName: args.channelName,
    state: stateOf(call),
    seconds,
    why: call.status === "cancelled" ? "The job was stopped." : "",
    by: call.decidedBy,
    at: (call.decidedAt ?? call.openedAt).toISOString(),
  };
  return { ...shown, post };
}

const nothing = { seconds: 0, url: null, why: "", by: null };

function stateOf(call: HumanCall): PostedShown["state"] {
  switch (call.status) {
    case "open":
      return "window";
    case "decided":
      return "undone";
    case "expired":
      return "posting";
    case "cancelled":
      return "not_posted";
  }
}

async function settledOn(rows: { outbox: OutboxRows }, call: HumanCall) {
  const card = await rows.outbox.get(cardKeyOf(call));
  return card?.type === "message" && card.shown.kind === "approval_settled" ? card.shown : null;
}
