import type { Named } from "../../domain/person.js";
import { line } from "./escape.js";

const memberId = /^[UW][A-Z0-9]{1,30}$/;

/** A live mention where this person may be pinged, else the name. */
export function mention(person: Named, pings: ReadonlySet<string>): string {
  if (pings.has(person.id) && memberId.test(person.id)) return `<@${person.id}>`;
  return nameOf(person);
}

/** The name as plain mrkdwn. */
export function nameOf(person: Named, max = 40): string {
  return line(person.name, max) || "somebody";
}

/** Who is asked: live mentions of everybody who may be pinged (to twelve), else at most `room` names. */
export function whoIsAsked(
  people: readonly Named[],
  pings: ReadonlySet<string>,
  room: { people: number; name: number },
  word: "and" | "or" = "or",
): string {
  const live = people.some((person) => pings.has(person.id));
  const all = people.map((person) =>
    pings.has(person.id) ? mention(person, pings) : nameOf(person, room.name),
  );
  return list(all, word, live ? 12 : room.people);
}

/** `Tom`, `Tom or Priya`, `Tom, Priya or Leo`, `Tom, Priya or 3 others`. */
export function list(parts: readonly string[], word: "and" | "or", most = 3): string {
  const shown = parts.length > most ? parts.slice(0, most - 1) : parts.slice();
  if (parts.length > most) shown.push(`${parts.length - shown.length} others`);
  const last = shown.pop();
  if (last === undefined) return "";
  return shown.length === 0 ? last : `${shown.join(", ")} ${word} ${last}`;
}

/** Names of several people, no mention. */
export function names(people: readonly Named[], word: "and" | "or", most = 3, max = 40): string {
  return list(
    people.map((person) => nameOf(person, max)),
    word,
    most,
  );
}
