import type { IncomingMessage } from "node:http";
import { PassThrough, pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { fail } from "../../errors.js";

/** The whole decoded body of a response; throws `FETCH_FAILED` beyond `maxBytes`, counted after unpacking. */
export async function readWhole(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(response.headers["content-length"] ?? 0) > maxBytes) throw tooLarge();
  const { bytes, isCut } = await readBody(response, maxBytes);
  if (isCut) throw tooLarge();
  return bytes;
}

/** The decoded body of a response, at most its first `maxBytes`, counted after unpacking. */
export async function readBody(
  response: IncomingMessage,
  maxBytes: number,
): Promise<{ bytes: Buffer; isCut: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of unpacked(response)) {
    const part = chunk as Buffer;
    bytes += part.length;
    chunks.push(part);
    // The reader that is left here ends the response with it.
    if (bytes > maxBytes) return { bytes: Buffer.concat(chunks, maxBytes), isCut: true };
  }
  return { bytes: Buffer.concat(chunks), isCut: false };
}

function unpacked(response: IncomingMessage): Readable {
  const encoding = (response.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const through = (() => {
    if (encoding === "identity" || encoding === "") return new PassThrough();
    if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
    if (encoding === "deflate") return createInflate();
    if (encoding === "br") return createBrotliDecompress();
    throw fail("FETCH_FAILED", { detail: "packed in an unknown way" });
  })();
  // Errors reach the reader of `through`: pipeline destroys it with them.
  return pipeline(response, through, () => undefined);
}

function tooLarge(): Error {
  return fail("FETCH_FAILED", { detail: "too large" });
}
