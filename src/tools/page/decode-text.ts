const META_CHARSET = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i;

/** Bytes as text, by the charset the server names, the page's own meta tag, or UTF-8. */
export function decodeText(bytes: Buffer, contentType: string): string {
  const named = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1];
  const meta = META_CHARSET.exec(bytes.subarray(0, 2048).toString("latin1"))?.[1];
  return decoder(named ?? meta ?? "utf-8")
    .decode(bytes)
    .replaceAll("\0", "");
}

function decoder(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    // An unknown name: UTF-8 is right nearly always, and replacement signs show where it is not.
    return new TextDecoder("utf-8");
  }
}
