import type { Person } from "../../src/domain/person.js";
import { PolicyFile } from "../../src/domain/policy-file.js";
import { createPolicy } from "../../src/policy/create-policy.js";
import type { Policy, PolicyAsk, PolicyPeople } from "../../src/policy/evaluation.js";

/** Somebody of the workspace; the id begins with U, the rest is what differs. */
export function person(id: string, differs: Partial<Person> = {}): Person {
  return {
    team: "T0ACME",
    id,
    name: id.slice(2, 3) + id.slice(3).toLowerCase(),
    tz: "Europe/Berlin",
    isBot: false,
    isGuest: false,
    isStranger: false,
    isDeactivated: false,
    isAdmin: false,
    fetchedAt: new Date("2026-11-20T10:00:00Z"),
    ...differs,
  };
}

/** The people of the examples. */
export const maya = person("U0MAYA");
export const priya = person("U0PRIYA");
export const tom = person("U0TOM");
export const leo = person("U0LEO");
export const ana = person("U0ANA");

/** A policy of a file as an operator writes it. */
export function policyOf(file: object = {}, admins: string[] = []): Policy {
  const waiting = { approveWorkingDays: 3, questionMinutes: 60, undoSeconds: 10 };
  return createPolicy(PolicyFile.parse(file), { admins, waiting });
}

/** Maya wants a post in #announcements, unless something else is said. */
export function askOf(differs: Partial<PolicyAsk> = {}): PolicyAsk {
  return {
    act: "post",
    target: {
      channel: "C0ANNOUNCE",
      channelName: "announcements",
      isShared: false,
      isPrivate: false,
    },
    requester: maya,
    named: [],
    wanted: false,
    now: new Date("2026-11-20T10:00:00Z"),
    ...differs,
  };
}

/** The people behind sets; nobody stands in for anybody unless it is said. */
export function peopleOf(
  sets: PolicyPeople["sets"] = {},
  delegates: readonly Person[] = [],
): PolicyPeople {
  return { sets, delegates };
}
