import { createHash } from "node:crypto";
import {
  actOf,
  actText,
  type EffectArgs,
  type EffectKind,
} from "../../domain/effects/effect-kind.js";
import type { Fact } from "../../domain/fact.js";
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

/** Why a grant is refused, for the record. */
export type RefusalCode =
  | "none"
  | "target"
  | "args"
  | "readers"
  | "rules"
  | "expired"
  | "authority"
  | "used";

interface Refusal {
  code: RefusalCode;
  /** As a sentence. */
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
  const { callId, now, token } = context;
  if (
    !grant ||
    refusal ||
    !(await rows.grants.spend(callId, { digest: grant.digest, token, now }))
  ) {
    const { code, why } = refusal ?? USED;
    await refuseGrant(rows, kind, context, code);
    return why;
  }
  await note(rows, "grant_spent", context, { tool: kind.tool, digest: grant.digest });
  return "";
}

/** Ends a grant without its effect, for good. */
export async function refuseGrant(
  rows: Pick<RunsRows, "grants" | "ledger">,
  kind: Pick<EffectKind, "tool">,
  context: SpendContext,
  because: RefusalCode,
): Promise<void> {
  const grant = await rows.grants.get(context.callId);
  if (grant?.state === "given") {
    await rows.grants.step(context.callId, "given", "refused", context.now);
  }
  const digest = grant?.digest ?? null;
  await note(rows, "grant_refused", context, { tool: kind.tool, digest, because });
}

async function note(
  rows: Pick<RunsRows, "ledger">,
  kind: "grant_spent" | "grant_refused",
  { callId, now, runId }: SpendContext,
  data: Fact["data"],
): Promise<void> {
  await append(rows.ledger, {
    chain: `run:${runId}`,
    kind,
    key: `${callId}:${kind}`,
    actor: null,
    at: now,
    data: { call: callId, ...data },
  });
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
