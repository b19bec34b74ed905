import { createHash } from "node:crypto";
import {
  actOf,
  actText,
  type EffectArgs,
  type EffectKind,
} from "../../domain/effects/effect-kind.js";
import type { Grant } from "../../domain/grant.js";
import { grantDigest } from "../../humans/give-grant.js";
import { append } from "../../ledger/append.js";
import type { RunsRows } from "../ports.js";

/** What is about to be done, as it is stored now. */
export interface AboutToDo<Args extends EffectArgs> {
  args: Args;
  /** Ids of those who approved, as their decision says it now. */
  actors: string[];
  /** Why they may not approve this any more; "" if they still may. */
  lost: string;
  /** What the card, the release and the job say is done: each the sha-256 of exactly this. */
  shown: readonly (string | null)[];
}

/** Under which run and lease, on which approval, by which rules. */
export interface SpendContext {
  runId: string;
  callId: string;
  token: number;
  policy: string;
  now: Date;
}

/** Why a grant is refused: a code for the record, and a sentence. */
interface Refusal {
  code: "none" | "target" | "args" | "rules" | "expired" | "authority" | "used";
  why: string;
}

const NO_GRANT: Refusal = { code: "none", why: "Fermata was updated after it was approved." };
const OTHER_RULES: Refusal = {
  code: "rules",
  why: "The rules were changed after it was approved.",
};
const TOO_OLD: Refusal = { code: "expired", why: "It was approved more than a day ago." };
const USED: Refusal = { code: "used", why: "This approval was used already." };

/**
 * The moment of acting, in the caller's transaction: the digest is made anew from what is stored now and held against
 * the grant, and the grant is used up. "" if it was, else why not, in a sentence.
 */
export async function spendGrant<Args extends EffectArgs>(
  rows: Pick<RunsRows, "grants" | "ledger">,
  kind: EffectKind<Args>,
  about: AboutToDo<Args>,
  context: SpendContext,
): Promise<string> {
  const grant = await rows.grants.get(context.callId);
  const refusal = refusalOf(grant, kind, about, context);
  const { callId, now, runId, token } = context;
  const isSpent =
    grant !== null &&
    refusal === null &&
    (await rows.grants.spend(callId, { digest: grant.digest, token, now }));
  if (grant && !isSpent) await rows.grants.step(callId, "given", "refused", now);
  const { code, why } = refusal ?? USED;
  await append(rows.ledger, {
    chain: `run:${runId}`,
    kind: isSpent ? "grant_spent" : "grant_refused",
    key: `${callId}:${isSpent ? "spent" : "refused"}`,
    actor: null,
    at: now,
    data: {
      call: callId,
      tool: kind.tool,
      digest: grant?.digest ?? null,
      ...(isSpent ? {} : { because: code }),
    },
  });
  return isSpent ? "" : why;
}

function refusalOf<Args extends EffectArgs>(
  grant: Grant | null,
  kind: EffectKind<Args>,
  { actors, args, lost, shown }: AboutToDo<Args>,
  { now, policy, runId }: SpendContext,
): Refusal | null {
  if (!grant) return NO_GRANT;
  const act = actOf(kind, args);
  const otherArgs: Refusal = { code: "args", why: kind.words.otherArgs };
  if (act.target !== grant.target) return { code: "target", why: kind.words.otherTarget };
  const digest = actDigest(kind, args, runId);
  if (act.args !== grant.args || shown.some((one) => one !== digest)) return otherArgs;
  if (policy !== grant.policy) return OTHER_RULES;
  const asItIs = grantDigest({ ...act, runId, policy, actors, expiresAt: grant.expiresAt });
  // What differs has no name: who approved, the run, or the grant itself.
  if (asItIs !== grant.digest) return otherArgs;
  if (grant.expiresAt.getTime() <= now.getTime()) return TOO_OLD;
  return lost === "" ? null : { code: "authority", why: lost };
}

/** The sha-256, in hex, of exactly what is done by which run: what cards and releases carry. */
export function actDigest<Args extends EffectArgs>(
  kind: EffectKind<Args>,
  args: Args,
  runId: string,
): string {
  return createHash("sha256")
    .update(actText(actOf(kind, args), runId))
    .digest("hex");
}
