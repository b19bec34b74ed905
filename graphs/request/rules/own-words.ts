/** The sentences and lines of a person's version that the draft did not have. */
export function ownWords(draft: string, edited: string): string[] {
  const had = new Set(sentences(draft).map(bare));
  return sentences(edited).filter((sentence) => !had.has(bare(sentence)));
}

/** Whether a statement is a person's own word: it stands in one of their sentences, or holds one. */
export function isOwnWord(statement: string, own: string[]): boolean {
  const said = bare(statement);
  return own.some((sentence) => {
    const written = bare(sentence);
    return said !== "" && (written.includes(said) || said.includes(written));
  });
}

function sentences(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?])\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => bare(sentence) !== "");
}

function bare(text: string): string {
  return text
    .replace(/\[\d+\]/gu, " ")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
