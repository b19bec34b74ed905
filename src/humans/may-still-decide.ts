import type { HumanCall } from "../domain/human-call.js";
import type { Person } from "../domain/person.js";
import { mayDecide, mayDecideAs, type Verdict } from "../policy/policy.js";
import type { Authoriser } from "./authorise.js";
import { functionOf } from "./functions/registry.js";

/** What the operator's rules say about somebody and a call as things are now; may ask Slack. */
export type RulesNow = (call: HumanCall, person: Person) => Promise<Verdict>;

/** Whether somebody may decide a call at this very moment, and who they are; throws `SLACK_UNREACHABLE`. */
export type MayStillDecide = (
  who: { team: string; userId: string },
  call: HumanCall | null,
) => Promise<{ person: Person; verdict: Verdict | null }>;

/**
 * Makes the look at somebody who is about to decide, or whose decision is about to be acted on: who they are now, what
 * the call's own row says, and what the rules say today. Where a wrong answer can do harm outside the thread, nothing
 * that was heard before counts. `verdict` is null without a call. Never inside a transaction.
 *
 * Slack is asked only about those whom the row names: everybody in a channel can press, and their presses must not use
 * up the look-ups that those who are asked need.
 */
export function createMayStillDecide(deps: {
  authoriser: Authoriser;
  rules: RulesNow;
}): MayStillDecide {
  return async ({ team, userId }, call) => {
    const named = call && mayDecideAs(userId, call);
    if (named?.allow === false) return { person: unseen(team, userId), verdict: named };
    const isHigh = call?.status === "open" && functionOf(call.args).risk === "high";
    const person = isHigh
      ? await deps.authoriser.personNow(team, userId)
      : call?.status === "open"
        ? await deps.authoriser.personLately(team, userId)
        : await deps.authoriser.person(team, userId);
    if (call === null) return { person, verdict: null };
    const own = mayDecide(person, call);
    // Whoever the call itself refuses, and whoever comes too late, costs no look.
    if (!own.allow || call.status !== "open") return { person, verdict: own };
    return { person, verdict: await deps.rules(call, person) };
  };
}

/** Somebody who is refused by their id: nothing else is known of them, and nothing else is needed. */
function unseen(team: string, id: string): Person {
  return {
    team,
    id,
    name: "somebody",
    tz: "UTC",
    isBot: false,
    isGuest: false,
    isStranger: false,
    isDeactivated: false,
    isAdmin: false,
    fetchedAt: new Date(0),
  };
}
