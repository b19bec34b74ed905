import type { Clock } from "../clock.js";
import type { HomeRows } from "../delivery/home-ports.js";
import { deskOf } from "../delivery/waiting-call.js";
import type { Person } from "../domain/person.js";
import type { Transact } from "../domain/transact.js";
import { mayDecide } from "../policy/policy.js";
import { isPlain } from "../policy/urgency.js";
import type { Authoriser } from "./authorise.js";
import { type CallView, loadCallView } from "./call-view.js";
import { isTimeOver } from "./deadlines.js";
import { lateAnswer } from "./late.js";
import type { HumansRows } from "./ports.js";

/** A call as its reader may decide it in Home, in the reader's zone, or why not. */
export type WaitingView =
  | { kind: "open"; view: CallView; tz: string }
  | { kind: "not"; why: string };

/** Somebody who looks at what waits for them. */
export interface WaitingReader {
  team: string;
  actor: string;
}

/** Looks at calls from Home, where there is no place for a private answer: what is wrong is said in the form. */
export interface Waiting {
  form(who: WaitingReader, callId: string): Promise<WaitingView>;
  /** Several at once, in their order. */
  forms(who: WaitingReader, callIds: readonly string[]): Promise<WaitingView[]>;
  /** Ids of what waits for this person, the most urgent first. */
  queue(who: WaitingReader): Promise<string[]>;
  /** The most urgent call that waits for this person, but not this one; null: nothing waits. */
  next(who: WaitingReader, not: string): Promise<WaitingView | null>;
  /** Ids of what can be decided together with one of these, of low risk and asked alike; none: nothing can. */
  together(who: WaitingReader, callIds: readonly string[]): Promise<string[]>;
  /** Why answers were not used, of those where somebody or something else was first. */
  lost(who: WaitingReader, callIds: readonly string[]): Promise<string[]>;
}

const GONE = "That question is not there any more.";

/** Makes the look from Home. */
export function createWaiting(deps: {
  transact: Transact<HumansRows & { homes: HomeRows }>;
  authoriser: Authoriser;
  clock: Clock;
}): Waiting {
  const look = async (
    rows: HumansRows,
    who: WaitingReader,
    person: Person,
    callId: string,
  ): Promise<WaitingView> => {
    const view = await loadCallView(rows, { callId, ...who });
    // Who is asked is told only where the card stands: here, a copied id is the id of nothing.
    if (!view || !mayDecide(person, view.call).allow) return { kind: "not", why: GONE };
    const { call } = view;
    if (call.reached.blind?.includes(who.actor)) return { kind: "not", why: GONE };
    const now = deps.clock.now();
    const over = isTimeOver(call, view.run, now);
    if (call.status === "open" && !over) return { kind: "open", view, tz: person.tz };
    const ended = call.status === "open" ? { ...call, status: "expired" as const } : call;
    return { kind: "not", why: lateAnswer(ended, person, now) };
  };
  const forms: Waiting["forms"] = async (who, callIds) => {
    const person = await deps.authoriser.person(who.team, who.actor);
    return deps.transact(async (rows) => {
      const found: WaitingView[] = [];
      for (const callId of callIds) found.push(await look(rows, who, person, callId));
      return found;
    });
  };
  const form: Waiting["form"] = async (who, callId) =>
    (await forms(who, [callId]))[0] ?? { kind: "not", why: GONE };
  const desk = (who: WaitingReader) =>
    deps.transact((rows) =>
      deskOf(rows.homes, { team: who.team, userId: who.actor }, deps.clock.now()),
    );
  const queue: Waiting["queue"] = async (who) => (await desk(who)).flat().map((one) => one.callId);
  return {
    form,
    forms,
    queue,
    async next(who, not) {
      for (const id of (await queue(who)).filter((one) => one !== not).slice(0, 5)) {
        const found = await form(who, id);
        if (found.kind === "open") return found;
      }
      return null;
    },
    async together(who, callIds) {
      const wanted = new Set(callIds);
      const rows = (await desk(who)).map((row) => row.filter(isPlain).map((one) => one.callId));
      return rows.find((ids) => ids.some((id) => wanted.has(id))) ?? [];
    },
    async lost(who, callIds) {
      const person = await deps.authoriser.person(who.team, who.actor);
      return deps.transact(async (rows) => {
        const why: string[] = [];
        for (const callId of callIds) {
          const call = await rows.calls.get(callId);
          if (!call || call.status === "open" || call.decidedBy?.id === who.actor) continue;
          why.push(lateAnswer(call, person, deps.clock.now()));
        }
        return why;
      });
    },
  };
}
