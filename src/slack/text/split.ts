/** What must stay in one piece: a link or date, an entity, a code point with its marks. */
const atom = /<[^<>\n]{1,3000}>|&(?:amp|lt|gt);|\P{M}\p{M}{0,3}|\p{M}/gsu;

/**
 * Splits mrkdwn into pieces of at most `max` UTF-16 units, at blank lines, line ends or spaces where
 * there are any in the second half. No code point, entity or link is cut; a code block is closed and
 * opened again. Joined without the line ends at the seams, the pieces hold everything.
 */
export function splitMrkdwn(text: string, max: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  let fenced = false;
  while (rest !== "") {
    const room = max - (fenced ? 4 : 0) - 4;
    const whole = rest.length <= max - (fenced ? 4 : 0);
    const piece = whole ? rest : rest.slice(0, seam(rest, room) || rest.length);
    rest = whole ? "" : rest.slice(piece.length).replace(/^\n+|^ /, "");
    const opened = fenced;
    if ((piece.match(/```/g) ?? []).length % 2 === 1) fenced = !fenced;
    const body = `${opened ? "```\n" : ""}${piece.trimEnd()}${fenced && !whole ? "\n```" : ""}`;
    if (piece.trim() !== "") pieces.push(body);
  }
  return pieces;
}

/** How many units of `text` go into a piece of at most `max`. */
function seam(text: string, max: number): number {
  const head = safeEnd(text, max);
  const slice = text.slice(0, head);
  for (const mark of ["\n\n", "\n", " "]) {
    const at = slice.lastIndexOf(mark);
    if (at > head / 2 && safeEnd(text, at) === at) return at;
  }
  return head;
}

/** The longest length up to `max` at which nothing is cut in two; 0 where not even one atom fits. */
export function safeEnd(text: string, max: number): number {
  let end = 0;
  for (const match of text.matchAll(atom)) {
    const next = match.index + match[0].length;
    if (next > max) return end;
    end = next;
    if (end === max) return end;
  }
  return end;
}
