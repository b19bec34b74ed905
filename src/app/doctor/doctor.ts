import { type Clock, systemClock } from "../../clock.js";
import type { Settings } from "../../config.js";
import { silentLog } from "../../log.js";
import { createChannels } from "../../slack/channels.js";
import { createDirectory } from "../../slack/directory.js";
import { createGroups } from "../../slack/groups.js";
import { probeSlack, type SlackAnswer } from "../../slack/probe.js";
import { createWebClient } from "../../slack/web-client.js";
import { findPlaces } from "../policy-names.js";
import { readBeside } from "./beside.js";
import { clockCheck } from "./checks/clock.js";
import { dataDirCheck } from "./checks/data-dir.js";
import { databaseCheck } from "./checks/database.js";
import { modelsCheck } from "./checks/models.js";
import { namedPeopleCheck } from "./checks/named-people.js";
import { nodeCheck } from "./checks/node.js";
import { policyPlacesCheck } from "./checks/policy-places.js";
import { portCheck } from "./checks/port.js";
import { redisCheck } from "./checks/redis.js";
import { settingsCheck } from "./checks/settings.js";
import { botTokenCheck } from "./checks/slack-bot-token.js";
import { scopesCheck } from "./checks/slack-scopes.js";
import { wayInCheck } from "./checks/slack-way-in.js";
import type { Check } from "./finding.js";
import { hideSecrets } from "./hide-secrets.js";
import { report } from "./report.js";
import { runChecks } from "./run-checks.js";
import { scopeReasons, scopesOf } from "./scope-reasons.js";

const SLACK_LIMIT_MS = 10_000;

/** Looks at everything that a start needs; the text holds no secret, and `isWell` is the exit code. */
export async function examine(
  settings: Settings,
  options: { clock?: Clock; nodeVersion?: string } = {},
): Promise<{ text: string; isWell: boolean }> {
  const startedAtMs = performance.now();
  const looked = await runChecks(checksOf(settings, options));
  const seconds = Math.round(performance.now() - startedAtMs) / 1000;
  const { text, isWell } = report(looked, { seconds });
  return { text: hideSecrets(text, settings), isWell };
}

function checksOf(settings: Settings, options: { clock?: Clock; nodeVersion?: string }): Check[] {
  const clock = options.clock ?? systemClock;
  const { values } = settings;
  const apiUrl = values.SLACK_API_URL ?? "";
  const ask = (method: "auth.test" | "apps.connections.open", token: string | null) =>
    probeSlack({ apiUrl, method, token }, { clock, signal: AbortSignal.timeout(SLACK_LIMIT_MS) });
  // Three checks look at one answer. Without a token Slack still says what time it is.
  let me: Promise<SlackAnswer> | undefined;
  const askSlack = () => (me ??= ask("auth.test", values.SLACK_BOT_TOKEN ?? null));

  const client = createWebClient({
    token: values.SLACK_BOT_TOKEN ?? "",
    slackApiUrl: values.SLACK_API_URL,
    log: silentLog,
    timeoutMs: SLACK_LIMIT_MS,
  });
  const directory = createDirectory({ client, clock, log: silentLog });
  const who = async (userId: string) =>
    directory.person((await askSlack()).body.team_id ?? "", userId);

  return [
    nodeCheck(options.nodeVersion ?? process.versions.node),
    settingsCheck(settings),
    botTokenCheck(settings, askSlack),
    wayInCheck(settings, (token) => ask("apps.connections.open", token)),
    scopesCheck(
      {
        scopes: scopesOf(readBeside("manifest.yml") ?? ""),
        reasons: scopeReasons(readBeside("docs/scopes.md") ?? ""),
      },
      askSlack,
    ),
    clockCheck(askSlack),
    namedPeopleCheck(settings, who),
    policyPlacesCheck(settings, (file) =>
      findPlaces(file, {
        channels: createChannels({ client, clock }),
        groups: createGroups({ client, clock }),
      }),
    ),
    values.DATABASE_URL === undefined
      ? dataDirCheck(values.DATA_DIR ?? ".fermata")
      : databaseCheck(values.DATABASE_URL),
    redisCheck(settings),
    modelsCheck(settings),
    portCheck(settings),
  ];
}
