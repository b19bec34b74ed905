import type { Person } from "./person.js";

/** A name as it is compared: without case, accents, `@`, a possessive ending and double spaces. */
export function foldName(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l")
    .replace(/['’]s$/u, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** How well a written name fits a person's name: 2 the whole name, 1 a first or last name or part of it, 0 not. */
export function nameFit(written: string, name: string): 0 | 1 | 2 {
  const asked = foldName(written);
  const has = foldName(name);
  if (asked === "" || has === "") return 0;
  if (asked === has) return 2;
  return ` ${has} `.includes(` ${asked} `) ? 1 : 0;
}

/**
 * The members whom a bare name may mean: those with exactly this name if there are any, else those of whose name it is
 * a part. Guests, strangers, bots and deactivated people are never meant. None or several are the caller's to settle.
 */
export function matchName(name: string, members: Person[]): Person[] {
  const eligible = members.filter(
    (member) => !member.isBot && !member.isGuest && !member.isStranger && !member.isDeactivated,
  );
  const unique = [...new Map(eligible.map((member) => [member.id, member])).values()];
  const whole = unique.filter((member) => nameFit(name, member.name) === 2);
  return whole.length > 0 ? whole : unique.filter((member) => nameFit(name, member.name) === 1);
}
