import { nameFit } from "../../../src/domain/match-names.js";
import type { Named } from "../../../src/domain/person.js";
import type { RequestInput } from "../../ports.js";

/** The one person of the request whom the name fits, or null. */
export function pickNamed(who: string, input: Pick<RequestInput, "people">): Named | null {
  const written = who.trim();
  const byId = input.people.find((one) => one.id === written || `<@${one.id}>` === written);
  if (byId) return byId;
  for (const fit of [2, 1] as const) {
    const people = input.people.filter((one) => nameFit(written, one.name) === fit);
    if (people.length === 1 && people[0]) return people[0];
  }
  return null;
}

/** Whom a task may ask: the one person of the request whom the name fits, else the requester; never anybody else. */
export function pickPerson(
  who: string | null,
  input: Pick<RequestInput, "people" | "requester">,
): Named {
  return pickNamed(who ?? "", input) ?? input.requester;
}
