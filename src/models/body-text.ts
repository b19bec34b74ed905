/** A body as text, at most so many bytes; `heard` is told of each part that comes. Throws beyond the limit. */
export async function bodyText(
  body: ReadableStream<Uint8Array> | null,
  mostBytes: number,
  heard: () => void,
): Promise<string> {
  if (body === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    heard();
    bytes += value.byteLength;
    if (bytes > mostBytes) {
      await reader.cancel();
      throw new Error("The body is longer than any completion.");
    }
    chunks.push(value);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
