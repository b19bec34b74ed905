import { createHash } from "node:crypto";
import { actOf } from "../domain/effects/effect-kind.js";
import { slackPost } from "../domain/effects/slack-post.js";
import { GRANT_MS, type GrantTerms, grantText } from "../domain/grant.js";
import type { HumanCall } from "../domain/human-call.js";
import { append } from "../ledger/append.js";
import type { HumansRows } from "./ports.js";

type Rows = Pick<HumansRows, "grants" | "ledger">;

/** The sha-256, in hex, of what a grant is bound to. */
export function grantDigest(terms: GrantTerms): string {
  return createHash("sha256").update(grantText(terms)).digest("hex");
}

/**
 * Writes what a decision lets happen, in its own transaction: an approval of a post gives leave for exactly this text
 * in this place, taking it back ends that. Any other decision gives nothing.
 */
export async function keepGrant(
  rows: Rows,
  call: HumanCall,
  given: { team: string; actors: string[]; policy: string; now: Date },
): Promise<void> {
  const { args, outcome } = call;
  if (args.fn === "release" && outcome?.verb === "undo") {
    await rows.grants.step(args.approvalId, "given", "withdrawn", given.now);
    return;
  }
  const text = textOf(call);
  if (args.fn !== "approve" || !args.post || text === null) return;
  const { channel, channelName } = args.post;
  const act = actOf(slackPost, { team: given.team, channel, channelName, threadTs: null, text });
  const terms: GrantTerms = {
    ...act,
    runId: call.runId,
    actors: [...new Set(given.actors)].sort(),
    policy: given.policy,
    expiresAt: new Date(given.now.getTime() + GRANT_MS),
  };
  const digest = grantDigest(terms);
  const grant = { ...terms, callId: call.id, digest, givenAt: given.now, endedAt: null };
  if (!(await rows.grants.insertIfAbsent({ ...grant, state: "given" }))) return;
  await append(rows.ledger, {
    chain: `run:${call.runId}`,
    kind: "effect_granted",
    key: `${call.id}:granted`,
    actor: call.decidedBy?.id ?? null,
    at: given.now,
    data: { call: call.id, tool: act.tool, target: act.target, digest, policy: given.policy },
  });
}

/** The sha-256 of the text that was approved: the one on the card, or the version that was saved. */
function textOf({ args, need, outcome, status }: HumanCall): string | null {
  if (status !== "decided" || args.fn !== "approve") return null;
  if (outcome?.verb === "approve") return args.digest;
  // Where several have to say yes, the others have not seen what one of them wrote.
  return outcome?.verb === "edit" && need === 1 ? outcome.digest : null;
}
