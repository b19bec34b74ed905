/** A person's own words in a message: without code, quoted lines and quoted passages, which others may have written. */
export function ownWordsIn(text: string): string {
  return text
    .replace(/```[\s\S]*?```|`[^`\n]*`/gu, " ")
    .replace(/^[^\S\n]*(?:>|&gt;).*$/gmu, "")
    .replace(/[“„"][^“”„"\n]*[”“"]/gu, " ");
}

const LINK = /<(?!#[CG])[^<>\n]*>|\bhttps?:\/\/[^\s<>]+|»[^»«\n]*«|«[^»«\n]*»/giu;

/**
 * Own words in which channels are looked for: addresses with their labels, mentions and quoted passages are blanks, as
 * many as there were characters, so that every place in the text stays where it is.
 */
export function withoutLinks(plain: string): string {
  return plain.replace(LINK, (all) => " ".repeat(all.length));
}
