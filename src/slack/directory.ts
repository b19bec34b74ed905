import type { WebClient } from "@slack/web-api";
import type { Clock } from "../clock.js";
import type { Person } from "../domain/person.js";
import { fail } from "../errors.js";
import type { Directory } from "../humans/ports.js";
import type { Log } from "../log.js";
import { readFailure } from "./outbound/outcome.js";
import { type ApiUser, personFrom, unknownPerson } from "./person-from.js";

const cacheMs = 10 * 60_000;
const mostCached = 5_000;
const mostMembers = 1_000;
/** Above this many unknown members, whole pages of people are read instead of one after the other. */
const mostSingly = 40;
const mostPages = 5;
/** The same for several people at once, in a job that has few calls. */
const mostAsked = 4;

/**
 * Asks Slack who people are; answers are kept for ten minutes with the time they were asked. A channel with
 * more than 1,000 members counts as unknown: half a list could make a name look unique.
 */
export function createDirectory(deps: { client: WebClient; clock: Clock; log: Log }): Directory {
  const { client, clock, log } = deps;
  const known = new Map<string, Person>();
  const asking = new Map<string, Promise<Person>>();

  function fresh(team: string, userId: string): Person | null {
    const person = known.get(`${team}:${userId}`);
    if (!person) return null;
    return clock.now().getTime() - person.fetchedAt.getTime() < cacheMs ? person : null;
  }

  function keep(person: Person): Person {
    const key = `${person.team}:${person.id}`;
    known.delete(key);
    known.set(key, person);
    if (known.size > mostCached) {
      const oldest = known.keys().next().value;
      if (oldest !== undefined) known.delete(oldest);
    }
    return person;
  }

  async function ask(team: string, userId: string): Promise<Person> {
    try {
      const answer = await client.users.info({ user: userId });
      return keep(personFrom(answer.user as ApiUser, team, userId, clock.now()));
    } catch (error) {
      const failure = readFailure(error);
      if (failure.code === "user_not_found" || failure.code === "user_not_visible")
        return keep(unknownPerson(team, userId, clock.now()));
      throw unreachable(error);
    }
  }

  async function person(
    team: string,
    userId: string,
    { anew }: { anew: boolean } = { anew: false },
  ): Promise<Person> {
    if (anew) return await ask(team, userId);
    const now = fresh(team, userId);
    if (now) return now;
    const key = `${team}:${userId}`;
    const running = asking.get(key) ?? ask(team, userId).finally(() => asking.delete(key));
    asking.set(key, running);
    return await running;
  }

  async function memberIds(channel: string): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const answer = await client.conversations.members({
        channel,
        limit: 200,
        ...(cursor === undefined ? {} : { cursor }),
      });
      ids.push(...(answer.members ?? []));
      cursor = answer.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined && ids.length <= mostMembers);
    return ids;
  }

  async function readPages(team: string): Promise<void> {
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await client.users.list({
        limit: 1000,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const now = clock.now();
      for (const one of answer.members ?? [])
        if (one.id) keep(personFrom(one as ApiUser, team, one.id, now));
      cursor = answer.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return;
    }
  }

  async function people(team: string, userIds: readonly string[]): Promise<Person[] | null> {
    const ids = [...new Set(userIds)];
    const unknown = () => ids.filter((id) => !fresh(team, id));
    try {
      if (unknown().length > mostAsked) await readPages(team);
    } catch (error) {
      if (readFailure(error).kind !== "final") throw unreachable(error);
    }
    // Not on the list of this workspace: from elsewhere, or of a large one.
    if (unknown().length > 2 * mostAsked) return null;
    const found: Person[] = [];
    for (const id of ids) found.push(await person(team, id));
    return found;
  }

  async function members(team: string, channel: string): Promise<Person[]> {
    let ids: string[];
    try {
      ids = await memberIds(channel);
      if (ids.length > mostMembers) {
        log.info({ channel, members: ids.length }, "channel too large to match names");
        return [];
      }
      if (ids.filter((id) => !fresh(team, id)).length > mostSingly) await readPages(team);
      if (ids.filter((id) => !fresh(team, id)).length > mostSingly) return [];
    } catch (error) {
      const failure = readFailure(error);
      if (failure.kind === "final") return [];
      throw unreachable(error);
    }
    const people: Person[] = [];
    for (const id of ids) people.push(await person(team, id));
    return people.filter((one) => !one.isBot && !one.isDeactivated);
  }

  return { person, people, members };
}

function unreachable(error: unknown): Error {
  const { kind, code } = readFailure(error);
  return fail(kind === "final" ? "SLACK_REFUSED" : "SLACK_UNREACHABLE", {
    detail: `(${code})`,
    cause: error,
  });
}
