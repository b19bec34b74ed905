import { PERSON_FRESH_MS, type Person } from "../domain/person.js";
import type { Transact } from "../domain/transact.js";
import type { Clock } from "../clock.js";
import type { Directory, PersonRows } from "./ports.js";

/** Knows people: from our own rows while they are fresh, else from Slack. */
export interface Authoriser {
  /** The person as of at most an hour ago; throws `SLACK_UNREACHABLE` if Slack must be asked and does not answer. */
  person(team: string, userId: string): Promise<Person>;
  /** The person as of now, for a moment that cannot be undone; throws `SLACK_UNREACHABLE`. */
  personNow(team: string, userId: string): Promise<Person>;
}

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
  return {
    personNow: (team, userId) => ask(team, userId, true),
    async person(team, userId) {
      const known = await deps.transact((rows) => rows.people.get(team, userId));
      const now = deps.clock.now().getTime();
      if (known && now - known.fetchedAt.getTime() < PERSON_FRESH_MS) return known;
      return ask(team, userId, false);
    },
  };
}
