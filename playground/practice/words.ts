const STOP = new Set(
  (
    "a an the and or of to in on at for from by with is are was were be been it its this that these those as not no " +
    "we our us they their he she his her you your i my me then than so but if when which who what will would can could " +
    "may might should must do does did has have had there here about into out up down all any some only also just more"
  ).split(" "),
);

/** The words of a text that carry meaning, lower case, with simple endings taken off. */
export function stems(text: string): Set<string> {
  const found = text
    .toLowerCase()
    .replace(/\[\d+\]/g, " ")
    .match(/\d+(?:[:.,]\d+)*|[\p{L}][\p{L}\p{N}']*/gu);
  return new Set((found ?? []).filter((word) => !STOP.has(word)).map(stem));
}

/** A word without a simple ending, so that `prices` and `pricing` meet. */
export function stem(word: string): string {
  const bare = word.replace(/'s$/, "");
  if (/^\d/.test(bare) || bare.length < 5) return bare.replace(/(?<=\p{L}{3})s$/u, "");
  return bare.replace(/(?:ings?|ed|es|s|e)$/, "");
}

/** Which part of the first set is also in the second, from 0 to 1. */
export function share(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0) return 0;
  return [...a].filter((word) => b.has(word)).length / a.size;
}

/** How alike two texts are: the larger share of their words. */
export function alike(a: string, b: string): number {
  const [one, two] = [stems(a), stems(b)];
  return one.size <= two.size ? share(one, two) : share(two, one);
}

/** A text cut at a word, with an ellipsis, to at most `most` characters. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most - 1);
  const space = head.lastIndexOf(" ");
  return `${space > most / 2 ? head.slice(0, space) : head}…`;
}

/** With a capital letter at the front. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The sentences of a line, as slices of it, ends included. */
export function sentencesOf(line: string): string[] {
  const parts = line.split(/(?<=[.!?])["')\]]?\s+(?=[\p{Lu}\p{N}"'(])| \/ |(?<=;)\s+(?=\p{Lu})/u);
  const joined: string[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    // "No. 5", "e.g. this", "Dr. Who" and initials end no sentence.
    if (before && /(?:^|\s)(?:\p{L}|e\.g|i\.e|no|nr|dr|mr|mrs|ms|vs|approx|ca)\.$/iu.test(before)) {
      const from = line.indexOf(before);
      joined[joined.length - 1] = line.slice(
        from,
        line.indexOf(part, from + before.length) + part.length,
      );
    } else joined.push(part);
  }
  return joined.map((part) => part.trim()).filter((part) => part !== "");
}
