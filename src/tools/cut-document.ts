/** Cuts a text at so many KB, at the end of a line where one is near, never inside a letter. */
export function cutDocument(text: string, mostKb: number): { text: string; isCut: boolean } {
  const most = mostKb * 1000;
  // Each sign is a byte at least: what is longer need not be looked at.
  const bytes = Buffer.from(text.length > most ? text.slice(0, most + 1) : text);
  if (bytes.length <= most) return { text, isCut: false };
  // `stream` keeps an incomplete letter at the end back.
  const head = new TextDecoder().decode(bytes.subarray(0, most), { stream: true });
  const line = head.lastIndexOf("\n");
  return { text: line > head.length * 0.9 ? head.slice(0, line) : head, isCut: true };
}
