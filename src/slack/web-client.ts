import { LogLevel, type Logger, type WebClient } from "@slack/web-api";
import type { Log } from "../log.js";
import { type Meter, silentMeter } from "../meter.js";
import type { NoticeToken } from "./notice-token.js";
import { CountedClient } from "./counted-client.js";

/** One Web API call may take this long before its outcome counts as unknown. */
const timeoutMs = 10_000;

/**
 * The client for Slack's Web API. The library neither retries nor waits by itself (a repeated post is a second
 * message, and its own waiting would hold every other call); only a read is asked once more. It never gets headers of
 * ours: the library shares them between clients, tokens included.
 */
export function createWebClient(options: {
  token: string;
  /** Ends in `/api/`; left out: Slack's own. */
  slackApiUrl?: string;
  log: Log;
  timeoutMs?: number;
  meter?: Meter;
  /** Hears what each call was answered. */
  heard?: NoticeToken["heard"];
}): WebClient {
  const { heard = () => undefined, meter = silentMeter } = options;
  return new CountedClient({ meter, heard }, options.token, {
    ...webClientOptions({ slackApiUrl: options.slackApiUrl, timeoutMs: options.timeoutMs }),
    logger: quietLogger(options.log),
  });
}

/** The same settings for clients that Bolt makes. A new object each time, because Bolt changes it. */
export function webClientOptions(options: { slackApiUrl?: string; timeoutMs?: number } = {}) {
  return {
    timeout: options.timeoutMs ?? timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    ...(options.slackApiUrl === undefined ? {} : { slackApiUrl: options.slackApiUrl }),
  };
}

/** The library's own lines can hold message text; only that there was one is kept. */
function quietLogger(log: Log): Logger {
  const nothing = () => undefined;
  return {
    debug: nothing,
    info: nothing,
    warn: () => log.debug({}, "the Slack client warned"),
    error: () => log.warn({}, "the Slack client reported an error"),
    setLevel: nothing,
    getLevel: () => LogLevel.ERROR,
    setName: nothing,
  };
}
