import { isOrder, written } from "./bullets.js";
import { withoutName } from "./names.js";
import type { Input } from "./shapes.js";
import { alike, capital, cut, share, stems } from "./words.js";

/** What a change did to a text. */
export interface Changed {
  text: string;
  changed: string[];
}

/** Where lines stand that somebody asked for and no source says. */
export const ADDED_HEADING = "Added on request";

const SHORTER =
  /\b(?:shorter|too long|cut it down|tighter|more concise|brief(?:er)|half the length)\b/i;
const REMOVE =
  /\b(?:remove|delete|drop|leave out|take out(?: or source)?|cut out|without|(?:do not|don't|never) (?:name|mention|say))\b:?\s+(?:the |any |all |a )?(?:(?:parts?|points?|lines?|sections?|sentences?|bits?|everything|anything) (?:about|on|with) (?:the )?)?(.+)/i;
const REPLACE = /\breplace ["“'](.+?)["”'] (?:with|by) ["“'](.+?)["”']/i;
const ADD = /\b(?:add|mention|name|include|say|also note|point out|write)\b:?\s+(?:that )?(.+)/i;
/** An order that says how the text should be, and not what it should say. */
const HOW =
  /^(?:please )?(?:and )?(?:put|move|make|use|start|begin|end|change|rewrite|rephrase|reword|keep|order|reorder|sort|translate|format|turn|give|try|fix|improve|check|merge|split)\b/i;
const QUESTION = /^(?:who|whom|when|where|what|which|how|why)\b/i;
const SHORT_BULLETS = 2;
const SHORT_TIMELINE = 4;

/** Applies each wish in turn: shorter, remove, replace, add; other orders are named as not done, and a plain statement is added. */
export function applyChanges(text: string, wishes: string[], input: Input): Changed {
  let result: Changed = { text, changed: [] };
  // What goes out goes first, so that shortening does not count it, and what is added is not cut again.
  const parts = wishes.flatMap(partsOf).toSorted((a, b) => rankOf(a) - rankOf(b));
  for (const part of parts) {
    const next = applyOne(result.text, part, input);
    result = { text: next.text, changed: [...result.changed, ...next.changed] };
  }
  const left = result.text.trim() === "" ? "Nothing is left of the text." : result.text;
  return { text: left, changed: result.changed.slice(0, 10).map((one) => cut(one, 300)) };
}

/** A note without its author in front, one wish a sentence. */
function partsOf(wish: string): string[] {
  const bare = wish.replace(/^\p{L}[\p{L} .'-]{0,30}: (?=\p{Lu})/u, "");
  if (/^take out or source/i.test(bare)) return [bare];
  return bare
    .split(/(?<=[.;])\s+|,? and (?=(?:say|add|mention|remove|include|drop|leave)\b)/i)
    .map((part) => part.replace(/[\s.;]+$/, "").trim())
    .filter((part) => part !== "");
}

function rankOf(wish: string): number {
  if (REPLACE.test(wish) || REMOVE.test(wish)) return 0;
  return SHORTER.test(wish) ? 1 : 2;
}

function applyOne(text: string, wish: string, input: Input): Changed {
  const swap = REPLACE.exec(wish);
  if (swap?.[1] && text.includes(swap[1])) {
    const to = swap[2] ?? "";
    return { text: text.replaceAll(swap[1], to), changed: [`"${swap[1]}" is now "${to}"`] };
  }
  const unnamed = withoutName(text, wish, input.claims);
  if (unnamed) return unnamed;
  const remove = REMOVE.exec(wish)?.[1];
  if (remove) return removed(text, remove);
  if (SHORTER.test(wish)) return shorter(text);
  if (HOW.test(wish))
    return { text, changed: [`Not done: “${cut(wish, 100)}” is beyond the practice model`] };
  const add = ADD.exec(wish)?.[1] ?? wish;
  return added(text, add, input);
}

function removed(text: string, what: string): Changed {
  const name = what.replace(/^["“']|["”']$/g, "").trim();
  const wanted = stems(name);
  let count = 0;
  const kept = text.split("\n").filter((line) => {
    const hit =
      !line.startsWith("#") &&
      wanted.size > 0 &&
      (share(wanted, stems(line)) === 1 || (wanted.size > 5 && alike(line, name) >= 0.8));
    if (hit) count += 1;
    return !hit;
  });
  if (count === 0) return { text, changed: [`"${cut(name, 80)}" was not in the text`] };
  const places = count === 1 ? "1 place" : `${count} places`;
  const left = tidied(kept.join("\n"));
  return {
    text: left,
    changed: [`Removed: ${cut(name, 80)} (${places})`],
  };
}

function shorter(text: string): Changed {
  let left = SHORT_BULLETS;
  const kept = text.split("\n").filter((line) => {
    if (line.startsWith("#")) left = line.endsWith("when") ? SHORT_TIMELINE : SHORT_BULLETS;
    return !line.startsWith("- ") || left-- > 0;
  });
  return { text: tidied(kept.join("\n")), changed: ["Shorter: the first points of each part"] };
}

function added(text: string, what: string, input: Input): Changed {
  const wanted = stems(what);
  const found = input.claims.filter(
    (claim) => !isOrder(claim) && wanted.size > 0 && share(wanted, stems(claim.text)) >= 0.5,
  );
  const fresh = found.find((claim) => !text.includes(claim.text));
  const asks = QUESTION.test(what);
  const own = asks
    ? `${capital(what).replace(/\?$/, "")}: not found in the sources`
    : capital(what);
  const line = fresh ? written({ text: fresh.text, ns: [fresh.sourceN] }) : own;
  if (text.includes(line) || (found.length > 0 && !fresh)) return { text, changed: [] };
  const heading = fresh ? "Also" : asks ? "Open points" : ADDED_HEADING;
  return { text: underHeading(text, heading, line), changed: [`Added: ${cut(line, 100)}`] };
}

function underHeading(text: string, heading: string, line: string): string {
  const lines = text.split("\n");
  const at = lines.indexOf(`## ${heading}`);
  if (at < 0) return `${text}\n\n## ${heading}\n- ${line}`;
  const next = lines.findIndex((one, index) => index > at && one.trim() === "");
  lines.splice(next < 0 ? lines.length : next, 0, `- ${line}`);
  return lines.join("\n");
}

/** Without headings that lost all their lines. */
function tidied(text: string): string {
  const lines = text.split("\n");
  const kept = lines.filter((line, at) => {
    if (!line.startsWith("## ")) return true;
    const next = lines.slice(at + 1).find((one) => one.trim() !== "");
    return next !== undefined && !next.startsWith("#");
  });
  return kept
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
