import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import { TEXT_DICTIONARY } from "./packed-text-dictionary.js";

/** The first byte says how the rest is written. Older rows are plain JSON: they begin with a brace. */
const PACKED = 1;
const BRACE = 0x7b;

/** A JSON text as bytes, about a third of it; equal texts give equal bytes. The database packs nothing so small. */
export function packText(json: string): Buffer {
  const packed = deflateRawSync(json, {
    dictionary: TEXT_DICTIONARY,
    level: constants.Z_BEST_COMPRESSION,
  });
  return Buffer.concat([Buffer.of(PACKED), packed]);
}

/** The text again; null for what a newer version packed in another way. */
export function unpackText(bytes: Buffer): string | null {
  if (bytes[0] === BRACE) return bytes.toString();
  if (bytes[0] !== PACKED) return null;
  return inflateRawSync(bytes.subarray(1), { dictionary: TEXT_DICTIONARY }).toString();
}

/** What the text says, to be checked by the reader; null where it cannot be read. */
export function readPacked(bytes: Buffer): unknown {
  return JSON.parse(unpackText(bytes) ?? "null");
}
