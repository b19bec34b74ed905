import type { Settings } from "../../../config.js";
import type { SlackAnswer } from "../../../slack/probe.js";
import { broken, type Check, type Finding, skipped } from "../finding.js";

const GENERATE =
  "Basic Information, App-Level Tokens: generate one with the scope connections:write, and set SLACK_APP_TOKEN.";

/** How Slack reaches us: the app token opens a socket, or a signing secret is set for signed HTTP. */
export function wayInCheck(
  settings: Settings,
  openSocket: (token: string) => Promise<SlackAnswer>,
): Check {
  const look = async (): Promise<Finding> => {
    const { SLACK_APP_TOKEN: token, SLACK_SIGNING_SECRET: secret, PORT: port } = settings.values;
    if (secret !== undefined) return signedHttp(secret, token !== undefined, port ?? 0);
    if (token === undefined) return skipped("SLACK_APP_TOKEN");
    if (!settings.values.SLACK_API_URL) return skipped("SLACK_API_URL");
    const answer = await openSocket(token).catch(() => null);
    if (!answer) return skipped("Slack to answer");
    if (answer.error === null) {
      return { state: "ok", says: "Socket Mode; it opens", figures: { mode: "socket" } };
    }
    return refused(answer.error);
  };
  return { key: "slack_way_in", name: "Slack app token", limitMs: 15_000, look };
}

function refused(error: string): Finding {
  const figures = { mode: "socket", error };
  if (error === "missing_scope" || error === "no_permission") {
    return broken("The app token lacks the scope connections:write.", GENERATE, figures);
  }
  if (error.startsWith("http_") || error === "not_json") return skipped("Slack to answer");
  if (error === "invalid_auth" || error === "not_allowed_token_type") {
    return broken(`Slack does not take this token (${error}).`, GENERATE, figures);
  }
  return broken(
    `Slack opens no socket (${error}).`,
    "On your app's page, Socket Mode: switch it on. Then check the app-level token.",
    figures,
  );
}

function signedHttp(secret: string, hasToken: boolean, port: number): Finding {
  if (/^xox|^xapp-/.test(secret)) {
    return broken(
      "SLACK_SIGNING_SECRET holds a token.",
      "Copy the Signing Secret from Basic Information; or leave it out for Socket Mode.",
    );
  }
  return {
    state: "ok",
    says: `signed HTTP at /slack/events on port ${port}`,
    note: hasToken
      ? "SLACK_APP_TOKEN is not used while SLACK_SIGNING_SECRET is set."
      : "Whether the secret is right shows only when Slack calls.",
    figures: { mode: "http" },
  };
}
