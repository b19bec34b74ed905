/**
 * Signs that people cannot see but that change what they read: controls, bidi overrides, zero-width and
 * tag characters. Joiners and the signs that choose an emoji's look are dealt with apart.
 */
const unseen =
  /(?!\n|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/gu;

/** A joiner is kept only inside one emoji, such as a family; anywhere else it hides something. */
const strayJoiner = new RegExp(
  "(?<!\\p{Extended_Pictographic}|[\\u{1f3fb}-\\u{1f3ff}]|\\ufe0f)\\u200d|\\u200d(?!\\p{Extended_Pictographic})",
  "gu",
);

/** More than three marks on one letter are a pile that covers other lines. */
const piled = /(\p{M}{3})\p{M}+/gu;

/**
 * Makes text harmless without changing what honest text says: line ends become `\n`, tabs spaces,
 * unseen characters go, half surrogates become U+FFFD, at most three marks stand on a letter.
 */
export function inert(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replaceAll("\t", " ")
    .replace(unseen, "")
    .replace(strayJoiner, "")
    .replace(piled, "$1");
}

/** The same on one line: line ends and runs of spaces become one space. */
export function inertLine(text: string): string {
  return inert(text).replace(/\s+/g, " ").trim();
}
