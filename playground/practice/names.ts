import type { Changed } from "./changes.js";
import type { Claim } from "./shapes.js";
import { capital, cut } from "./words.js";

const UNNAMED = /\b(?:do not|don't|never) (?:name|mention) (?:the |our |a |any )?(.{3,60})$/i;

/**
 * "Do not name the provider" takes a name away and leaves the thing, where a source gives that thing a name
 * ("our provider Paylane"); null for any other wish, or a thing without a name.
 */
export function withoutName(text: string, wish: string, claims: readonly Claim[]): Changed | null {
  const thing = UNNAMED.exec(wish)?.[1]?.trim().toLowerCase();
  if (thing === undefined || !/^[\p{L} -]+$/u.test(thing)) return null;
  const beside = new RegExp(
    `${thing},? (\\p{Lu}[\\p{L}\\p{N}]+)|(\\p{Lu}[\\p{L}\\p{N}]+), (?:our|the) ${thing}`,
    "u",
  );
  const found = claims.map((claim) => beside.exec(claim.excerpt)).find((one) => one !== null);
  const name = found?.[1] ?? found?.[2];
  if (name === undefined) return null;
  const left = text
    .replaceAll(`${thing} ${name}`, thing)
    .replaceAll(`${thing}, ${name}`, thing)
    .replace(new RegExp(`(^|[.!?] |\\*\\*|- )${name}\\b`, "gm"), `$1The ${thing}`)
    .replace(new RegExp(`\\b${name}\\b`, "g"), `the ${thing}`);
  const count = text.split(name).length - 1;
  const places = count === 1 ? "1 place" : `${count} places`;
  const said = count === 0 ? "was not in the text" : `removed (${places})`;
  return { text: left, changed: [`${cut(capital(thing), 60)}: name ${said}`] };
}
