import type { Settings } from "../../../config.js";
import type { SlackAnswer } from "../../../slack/probe.js";
import { broken, type Check, type Finding, skipped } from "../finding.js";
import { placeOf } from "../hide-secrets.js";

/** Whether Slack can be reached and takes the bot token. */
export function botTokenCheck(settings: Settings, askSlack: () => Promise<SlackAnswer>): Check {
  const look = async (): Promise<Finding> => {
    const { SLACK_API_URL: api, SLACK_BOT_TOKEN: token } = settings.values;
    if (!api) return skipped("SLACK_API_URL");
    const answer = await askSlack().catch(() => null);
    if (!answer || answer.error?.startsWith("http_") || answer.error === "not_json") {
      return broken(
        `Slack does not answer at ${placeOf(api)}${answer ? ` (${answer.error})` : ""}.`,
        "Check this machine's way to the internet (firewall, proxy), and SLACK_API_URL.",
      );
    }
    if (!token) return skipped("SLACK_BOT_TOKEN");
    if (answer.error !== null) return refused(answer.error);
    const { team = "?", user = "?", bot_id: botId } = answer.body;
    if (!botId) {
      return broken("This token belongs to a person, not to a bot.", COPY, { error: "no_bot" });
    }
    return { state: "ok", says: `${team}, as @${user}`, figures: { team, user } };
  };
  return { key: "slack_bot_token", name: "Slack bot token", limitMs: 15_000, look };
}

const COPY =
  "On your app's page, Install App: copy the Bot User OAuth Token (xoxb-…) into SLACK_BOT_TOKEN.";

function refused(error: string): Finding {
  const gone = ["token_revoked", "token_expired", "account_inactive"].includes(error);
  return gone
    ? broken(
        `The app is not installed any more (${error}).`,
        "Install it again on your app's page, then copy the new token into SLACK_BOT_TOKEN.",
        { error },
      )
    : broken(`Slack does not take this token (${error}).`, COPY, { error });
}
