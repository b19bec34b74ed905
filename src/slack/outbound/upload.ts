import { mayHaveToken } from "../download-file.js";

const timeoutMs = 10_000;

/**
 * Sends the bytes of a file to the address that Slack gave for them; no token goes along. Only Slack's own hosts, and
 * the origin of the Web API, are written to. Throws unless they were taken.
 */
export async function upload(address: string, bytes: Uint8Array, apiUrl: string): Promise<void> {
  if (!mayHaveToken(address, new URL(apiUrl).origin)) throw new Error("An upload to nowhere.");
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: Buffer.from(bytes),
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The upload was refused: http_${answer.status}.`);
}
