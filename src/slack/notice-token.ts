import type { Log } from "../log.js";
import { type Meter, silentMeter } from "../meter.js";

/** Slack's words for a token that it takes from nobody any more. */
const REFUSED = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
]);

/** Whatever waits is tried more often than this; who has tried nothing since does not know, another process may. */
const RECENT_MS = 60_000;

/** Tells from the answers of the Web API whether Slack takes our token. */
export interface NoticeToken {
  /** What a call was answered: Slack's error name, null for ok. Of no answer nothing is heard. */
  heard: (code: string | null) => void;
  /** Slack's word for why it refuses the token; null while it takes it. */
  refused: () => string | null;
}

/** Starts with a token that Slack takes; each change is one line for the operator. */
export function createNoticeToken(deps: {
  log: Log;
  meter?: Meter;
  nowMs?: () => number;
}): NoticeToken {
  const { log, meter = silentMeter, nowMs = () => performance.now() } = deps;
  let atMs = 0;
  let refused: string | null = null;
  return {
    heard(code) {
      if (code === null) {
        if (refused !== null) log.info({ was: refused }, "Slack takes the token again");
        refused = null;
        return;
      }
      if (!REFUSED.has(code)) return;
      meter.count("fermata_slack_token_refused_total", { reason: code });
      atMs = nowMs();
      if (refused !== null) return;
      refused = code;
      log.error(
        { code: "SLACK_TOKEN_REFUSED", reason: code },
        "Slack refuses the token; jobs and messages wait. Install the app again; a new token goes into SLACK_BOT_TOKEN",
      );
    },
    refused: () => (nowMs() - atMs < RECENT_MS ? refused : null),
  };
}
