/** The most of one document that is kept and read, in bytes. */
export const MAX_DOCUMENT_BYTES = 200_000;

/** Cuts a text at 200 KB, at the end of a line where one is near, never inside a letter. */
export function cutDocument(text: string): { text: string; isCut: boolean } {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_DOCUMENT_BYTES) return { text, isCut: false };
  // `stream` keeps an incomplete letter at the end back.
  const head = new TextDecoder().decode(bytes.subarray(0, MAX_DOCUMENT_BYTES), { stream: true });
  const line = head.lastIndexOf("\n");
  return { text: line > head.length * 0.9 ? head.slice(0, line) : head, isCut: true };
}
