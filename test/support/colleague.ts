import type { Person } from "../../src/domain/person.js";

/** A full member called Maya, as Slack described them at that instant. */
export function colleague(team: string, id: string, fetchedAt: Date): Person {
  return {
    team,
    id,
    name: "Maya",
    tz: "UTC",
    isBot: false,
    isGuest: false,
    isStranger: false,
    isDeactivated: false,
    isAdmin: false,
    fetchedAt,
  };
}
