import { z } from "zod";
import { canonicalJson } from "./canonical.js";
import { IllegalTransition } from "./illegal-transition.js";

/**
 * The states of a grant. `spent`: used up, its effect is on its way or under way; `done` and `unclear` are for effects
 * without a key, whose end has to be kept; `refused` and `withdrawn` never had an effect.
 */
export const GrantState = z.enum(["given", "spent", "done", "unclear", "refused", "withdrawn"]);
export type GrantState = z.infer<typeof GrantState>;

const allowed: Record<GrantState, readonly GrantState[]> = {
  given: ["spent", "refused", "withdrawn"],
  spent: ["done", "unclear"],
  done: [],
  unclear: [],
  refused: [],
  withdrawn: [],
};

/** Throws unless a grant may go from one state to the other: none is ever given again. */
export function assertGrantStep(from: GrantState, to: GrantState): void {
  if (!allowed[from].includes(to)) throw new IllegalTransition("grant", from, to);
}

/** How long an approval may be acted on, in milliseconds: what is older is asked again. */
export const GRANT_MS = 24 * 3_600_000;

/** Leave to do one thing once, written with the decision that gives it. */
export const Grant = z.object({
  /** The approval that gives it; each gives one. */
  callId: z.string(),
  runId: z.string(),
  /** Ids of those who approved, in order. */
  actors: z.array(z.string()),
  tool: z.string(),
  target: z.string(),
  /** Canonical JSON of what is done; of texts it has the sha-256. */
  args: z.string(),
  /** The version of the rules under which it was approved. */
  policy: z.string(),
  expiresAt: z.coerce.date(),
  /** sha-256 over all of the above but the call. */
  digest: z.string(),
  state: GrantState,
  givenAt: z.coerce.date(),
  /** When it was used up, refused or withdrawn. */
  endedAt: z.coerce.date().nullable(),
});
export type Grant = z.infer<typeof Grant>;

/** What a grant is bound to. */
export type GrantTerms = Pick<
  Grant,
  "actors" | "tool" | "target" | "args" | "runId" | "policy" | "expiresAt"
>;

/** The text whose sha-256 is a grant's digest. */
export function grantText(terms: GrantTerms): string {
  return canonicalJson({
    actors: [...new Set(terms.actors)].sort(),
    tool: terms.tool,
    target: terms.target,
    args: terms.args,
    run: terms.runId,
    policy: terms.policy,
    expires: terms.expiresAt.toISOString(),
  });
}
