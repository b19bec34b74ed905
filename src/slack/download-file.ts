import type { FileRef } from "../domain/request.js";
import { fail, FermataError } from "../errors.js";

const timeoutMs = 15_000;
const mostRedirects = 3;

/** Fetches a file that somebody attached; throws `FILE_UNREADABLE` and `SLACK_UNREACHABLE`. */
export type DownloadFile = (
  file: FileRef,
  maxBytes: number,
) => Promise<{ bytes: Uint8Array; contentType: string }>;

/**
 * Downloads with the bot's token, which only ever goes to Slack itself: to the origin of the Web API or,
 * over https, to slack.com and its subdomains. Redirects are followed by the same rule.
 */
export function createDownloadFile(deps: {
  token: string;
  slackApiUrl?: string;
  fetch?: typeof fetch;
}): DownloadFile {
  const get = deps.fetch ?? fetch;
  const apiOrigin = new URL(deps.slackApiUrl ?? "https://slack.com/api/").origin;

  async function open(address: string, signal: AbortSignal): Promise<Response> {
    let url = address;
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      if (!mayHaveToken(url, apiOrigin)) throw unreadable("not a file of this workspace");
      const answer = await get(url, {
        headers: { authorization: `Bearer ${deps.token}` },
        redirect: "manual",
        signal,
      });
      const next = answer.headers.get("location");
      if (answer.status < 300 || answer.status >= 400 || next === null) return answer;
      await answer.body?.cancel();
      url = new URL(next, url).href;
    }
    throw unreadable("too many redirects");
  }

  return async (file, maxBytes) => {
    if (file.sizeBytes > maxBytes) throw unreadable("too large");
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await open(file.url, signal);
      if (answer.status >= 500 || answer.status === 429)
        throw fail("SLACK_UNREACHABLE", { detail: `(http_${answer.status})` });
      if (!answer.ok || !answer.body) throw unreadable(`http_${answer.status}`);
      const contentType = answer.headers.get("content-type") ?? "";
      // Without the right to read it, Slack answers with a sign-in page and status 200.
      if (/^text\/html/i.test(contentType) && !/html/i.test(file.mimetype))
        throw unreadable("not readable for the bot");
      return { bytes: await readUpTo(answer.body, maxBytes), contentType };
    } catch (error) {
      if (error instanceof FermataError) throw error;
      throw fail("SLACK_UNREACHABLE", { detail: "(download)", cause: error });
    }
  };
}

/** Whether the token may go to this address. */
export function mayHaveToken(address: string, apiOrigin: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return false;
  if (url.origin === apiOrigin) return true;
  const ofSlack = url.hostname === "slack.com" || url.hostname.endsWith(".slack.com");
  return url.protocol === "https:" && url.port === "" && ofSlack;
}

async function readUpTo(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw unreadable("too large");
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

function unreadable(why: string): Error {
  return fail("FILE_UNREADABLE", { detail: `(${why})` });
}
