/** Cuts to at most `max` UTF-16 units without cutting a code point; what was cut ends in `…`. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${wholeHead(text, max - 1).trimEnd()}…`;
}

/** Cuts at the end of a word where there is one in the last third; what was cut ends in `…`. */
export function cutWords(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = wholeHead(text, max - 1);
  const space = head.search(/\s\S*$/);
  const kept = space > (max * 2) / 3 ? head.slice(0, space) : head;
  return `${kept.trimEnd()}…`;
}

/** The first `max` UTF-16 units, one less where the last would be half a code point. */
export function wholeHead(text: string, max: number): string {
  const end = Math.max(0, max);
  const last = text.charCodeAt(end - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? end - 1 : end);
}
