/** A word of a text, in lower case and without signs around it, with where it stands. */
export interface Token {
  word: string;
  start: number;
  end: number;
}

const QUOTED = /"[^"\n]{0,500}"|“[^”\n]{0,500}”|„[^“\n]{0,500}“|`[^`\n]{0,500}`|^>[^\n]*/gmu;

/** The words of a text; what is quoted is left out, because somebody else said it. */
export function tokensOf(text: string): Token[] {
  const plain = text.replace(QUOTED, (quote) => " ".repeat(quote.length));
  return [...plain.matchAll(/[^\s,;]+/gu)].flatMap((found) => {
    const raw = found[0];
    const lead = /^[("']*/u.exec(raw)?.[0].length ?? 0;
    const word = raw.slice(lead).replace(/[!?)"':]{1,5}$/u, "");
    // A full stop ends a sentence, or makes a number an ordinal: `1.`.
    const bare = /^\d{1,2}\.$/u.test(word) ? word : word.replace(/\.{1,3}$/u, "");
    if (bare === "") return [];
    const start = found.index + lead;
    return [{ word: bare.toLowerCase(), start, end: start + bare.length }];
  });
}
