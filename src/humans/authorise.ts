import { PERSON_FRESH_MS, type Person } from "../domain/person.js";
import type { Transact } from "../domain/transact.js";
import type { Clock } from "../clock.js";
import { hasCode } from "../errors.js";
import type { Directory, PersonRows } from "./ports.js";

/** Knows people: from our own rows while they are fresh, else from Slack. */
export interface Authoriser {
  /** The person as of at most an hour ago; throws `SLACK_UNREACHABLE` if Slack must be asked and does not answer. */
  person(team: string, userId: string): Promise<Person>;
  /** The person as of at most ten seconds ago, for a decision; while Slack does not answer, as of at most an hour ago. */
  personLately(team: string, userId: string): Promise<Person>;
  /** The person as of now, for a moment that cannot be undone; throws `SLACK_UNREACHABLE`. */
  personNow(team: string, userId: string): Promise<Person>;
}

/** Of somebody who presses several buttons in a row Slack is not asked each time. */
const LATELY_MS = 10_000;

/** Makes an authoriser over person rows and Slack's directory. */
export function createAuthoriser(deps: {
  transact: Transact<{ people: PersonRows }>;
  directory: Directory;
  clock: Clock;
}): Authoriser {
  // Outside any transaction: Slack may take seconds.
  const ask = async (team: string, userId: string, anew: boolean) => {
    const fresh = await deps.directory.person(team, userId, { anew });
    await deps.transact((rows) => rows.people.put(fresh));
    return fresh;
  };
  const knownSince = async (team: string, userId: string, ageMs: number) => {
    const known = await deps.transact((rows) => rows.people.get(team, userId));
    const now = deps.clock.now().getTime();
    return known && now - known.fetchedAt.getTime() < ageMs ? known : null;
  };
  return {
    personNow: (team, userId) => ask(team, userId, true),
    async person(team, userId) {
      return (await knownSince(team, userId, PERSON_FRESH_MS)) ?? ask(team, userId, false);
    },
    async personLately(team, userId) {
      const known = await knownSince(team, userId, PERSON_FRESH_MS);
      const now = deps.clock.now().getTime();
      if (known && now - known.fetchedAt.getTime() < LATELY_MS) return known;
      try {
        return await ask(team, userId, true);
      } catch (error) {
        // An outage of Slack holds up no decision of somebody we know.
        if (known && hasCode(error, "SLACK_UNREACHABLE")) return known;
        throw error;
      }
    },
  };
}
