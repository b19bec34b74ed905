import type { Named } from "../../domain/person.js";
import { bold, line } from "./escape.js";

const memberId = /^[UW][A-Z0-9]{1,30}$/;

/** A live mention where this person may be pinged, else the name. */
export function mention(person: Named, pings: ReadonlySet<string>): string {
  if (pings.has(person.id) && memberId.test(person.id)) return `<@${person.id}>`;
  return nameOf(person);
}

/** The name as plain mrkdwn. */
export function nameOf(person: Named): string {
  return line(person.name, 60) || "somebody";
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
export function names(people: readonly Named[], word: "and" | "or", most = 3): string {
  return list(people.map(nameOf), word, most);
}

/** Names in bold, no mention. */
export function boldNames(people: readonly Named[], word: "and" | "or"): string {
  return list(
    people.map((person) => bold(person.name, 60)),
    word,
  );
}
