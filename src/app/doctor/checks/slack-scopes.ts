import type { SlackAnswer } from "../../../slack/probe.js";
import { type Check, type Finding, skipped } from "../finding.js";

const ADD =
  "Add what is missing on your app's page, OAuth & Permissions, Bot Token Scopes; then install the app again.";

/** Whether the app was given each scope of the manifest; what is missing is named with what it is for. */
export function scopesCheck(
  wanted: { scopes: readonly string[]; reasons: ReadonlyMap<string, string> },
  askSlack: () => Promise<SlackAnswer>,
): Check {
  const look = async (): Promise<Finding> => {
    const answer = await askSlack().catch(() => null);
    if (!answer || answer.error !== null) return skipped("the Slack bot token");
    const { scopes } = answer;
    if (scopes === null) return skipped("Slack to name the token's scopes");
    const missing = wanted.scopes.filter((scope) => !scopes.includes(scope));
    const figures = { wanted: wanted.scopes.length, missing: missing.join(",") };
    if (missing.length === 0) {
      return { state: "ok", says: `all ${wanted.scopes.length} of manifest.yml`, figures };
    }
    const problems = missing.map((scope) => {
      const reason = wanted.reasons.get(scope);
      return {
        what: `${scope} is missing.${reason ? ` It is for: ${reason}` : ""}`,
        fix: ADD,
      };
    });
    return { state: "broken", problems, figures };
  };
  return { key: "slack_scopes", name: "Slack scopes", limitMs: 15_000, look };
}
