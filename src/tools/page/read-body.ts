import type { IncomingMessage } from "node:http";
import { PassThrough, pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { fail } from "../../errors.js";

/** The decoded body of a response; throws `FETCH_FAILED` beyond `maxBytes`, counted after unpacking. */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(response.headers["content-length"] ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of unpacked(response)) {
    const part = chunk as Buffer;
    bytes += part.length;
    if (bytes > maxBytes) throw tooLarge();
    chunks.push(part);
  }
  return Buffer.concat(chunks);
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
