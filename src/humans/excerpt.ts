/** The first 300 to 400 characters of a text, cut at the end of a line or sentence where there is one. */
export function excerptOf(text: string): string {
  const whole = text.trim();
  if (whole.length <= 400) return whole;
  const head = whole.slice(0, 400);
  const ends = [head.lastIndexOf("\n"), head.lastIndexOf(". ") + 1, head.lastIndexOf("! ") + 1];
  const cut = Math.max(...ends);
  const at = cut >= 250 ? cut : head.lastIndexOf(" ");
  // Never half of a surrogate pair.
  return `${head.slice(0, at > 0 ? at : 399).trimEnd()} …`;
}
