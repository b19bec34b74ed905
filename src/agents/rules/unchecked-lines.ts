/** A doubt if lines with a citation were not judged by any statement; empty if all were. */
export function uncheckedLines(draft: string, statements: readonly { text: string }[]): string[] {
  const judged = statements.map((statement) => words(statement.text));
  const lines = draft.split("\n").filter((line) => /\[\d+\]/.test(line));
  const left = lines.filter((line) => {
    const own = words(line);
    return own.size > 0 && !judged.some((one) => share(own, one) >= 0.4);
  });
  if (left.length === 0) return [];
  return [
    left.length === 1 ? "One line was not checked." : `${left.length} lines were not checked.`,
  ];
}

/** The larger share: a statement may be a part of a line, or join two. */
function share(a: Set<string>, b: Set<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const both = [...a].filter((word) => b.has(word)).length;
  return both / Math.min(a.size, b.size);
}

function words(text: string): Set<string> {
  const plain = text.replace(/\[\d+\]/g, " ").toLowerCase();
  return new Set(plain.match(/[\p{L}\p{N}]{2,}/gu));
}
