/**
 * Marks and signs that people cannot see but that change what they read: controls, bidi overrides,
 * zero-width and tag characters, private-use and non-characters.
 */
const unseen = new RegExp(
  [
    "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]",
    "[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f]",
    "[\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff]",
    "[\\u{e0000}-\\u{e0fff}]",
  ].join("|"),
  "gu",
);

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
