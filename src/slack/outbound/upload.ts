import { mayHaveToken } from "../download-file.js";
import { causeCode, isRefusal, NotUploaded } from "./outcome.js";

const timeoutMs = 10_000;

/**
 * Sends the bytes of a file to the address that Slack gave for them; no token goes along. Only Slack's own hosts, and
 * the origin of the Web API, are written to. Throws `NotUploaded` unless they were taken.
 */
export async function upload(address: string, bytes: Uint8Array, apiUrl: string): Promise<void> {
  if (!mayHaveToken(address, new URL(apiUrl).origin)) throw new NotUploaded("elsewhere", true);
  const status = await send(address, bytes);
  if (status < 200 || status >= 300) throw new NotUploaded(`http_${status}`, isRefusal(status));
}

async function send(address: string, bytes: Uint8Array): Promise<number> {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: Buffer.from(bytes),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    throw new NotUploaded(causeCode(error) || "no_answer", false, error);
  }
}
