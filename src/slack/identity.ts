import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { fail } from "../errors.js";
import type { Identity } from "./connect.js";
import { readFailure } from "./outbound/outcome.js";

const AuthTest = z.object({
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string(),
  url: z.url(),
});

/** Asks Slack who we are; throws `SLACK_REFUSED` for a wrong token and `SLACK_UNREACHABLE`. */
export async function readIdentity(client: WebClient): Promise<Identity> {
  try {
    const me = AuthTest.parse(await client.auth.test());
    return {
      team: me.team_id,
      botUserId: me.user_id,
      botId: me.bot_id,
      domain: new URL(me.url).hostname.split(".")[0] ?? "",
    };
  } catch (cause) {
    const { code } = readFailure(cause);
    const refused = ["invalid_auth", "not_authed", "account_inactive", "token_revoked"];
    if (refused.includes(code)) {
      throw fail("SLACK_REFUSED", { detail: `SLACK_BOT_TOKEN is not valid (${code}).`, cause });
    }
    throw fail("SLACK_UNREACHABLE", { detail: `(${code})`, cause });
  }
}
