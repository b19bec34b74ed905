import type { Clock } from "../clock.js";
import type { HomeRows } from "../delivery/home-ports.js";
import type { Transact } from "../domain/transact.js";
import { mayDecide } from "../policy/policy.js";
import type { Authoriser } from "./authorise.js";
import { type CallView, loadCallView } from "./call-view.js";
import { isTimeOver } from "./deadlines.js";
import { lateAnswer } from "./late.js";
import type { HumansRows } from "./ports.js";

/** A call as its reader may decide it in Home, in the reader's zone, or why not. */
export type WaitingView =
  | { kind: "open"; view: CallView; tz: string }
  | { kind: "not"; why: string };

/** Looks at calls from Home, where there is no place for a private answer: what is wrong is said in the form. */
export interface Waiting {
  form(who: { team: string; actor: string }, callId: string): Promise<WaitingView>;
  /** The most urgent call that waits for this person, but not this one; null: nothing waits. */
  next(who: { team: string; actor: string }, not: string): Promise<WaitingView | null>;
  /** Why an answer was not used, if somebody or something else was first; null: it was, or will be. */
  lost(who: { team: string; actor: string }, callId: string): Promise<string | null>;
}

const GONE = "That question is not there any more.";

/** Makes the look from Home. */
export function createWaiting(deps: {
  transact: Transact<HumansRows & { homes: HomeRows }>;
  authoriser: Authoriser;
  clock: Clock;
}): Waiting {
  const form: Waiting["form"] = async (who, callId) => {
    const person = await deps.authoriser.person(who.team, who.actor);
    return deps.transact(async (rows): Promise<WaitingView> => {
      const view = await loadCallView(rows, { callId, ...who });
      // Who is asked is told only where the card stands: here, a copied id is the id of nothing.
      if (!view || !mayDecide(person, view.call).allow) return { kind: "not", why: GONE };
      const { call } = view;
      if (call.reached.blind?.includes(who.actor)) return { kind: "not", why: GONE };
      const over = isTimeOver(call, deps.clock.now());
      if (call.status === "open" && !over) return { kind: "open", view, tz: person.tz };
      const ended = call.status === "open" ? { ...call, status: "expired" as const } : call;
      return { kind: "not", why: lateAnswer(ended, person) };
    });
  };
  return {
    form,
    async next(who, not) {
      const owner = { team: who.team, userId: who.actor };
      const waiting = await deps.transact((rows) =>
        rows.homes.calls(owner, { limit: 5, offset: 0 }),
      );
      for (const { call } of waiting) {
        const found = call.id === not ? null : await form(who, call.id);
        if (found?.kind === "open") return found;
      }
      return null;
    },
    async lost(who, callId) {
      const person = await deps.authoriser.person(who.team, who.actor);
      const call = await deps.transact((rows) => rows.calls.get(callId));
      if (!call || call.status === "open" || call.decidedBy?.id === who.actor) return null;
      return lateAnswer(call, person);
    },
  };
}
