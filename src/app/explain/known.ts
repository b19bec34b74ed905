import { type Clock, systemClock } from "../../clock.js";
import type { Settings } from "../../config.js";
import type { PolicyFile } from "../../domain/policy-file.js";
import type { Person } from "../../domain/person.js";
import { hasCode } from "../../errors.js";
import type { ChannelFacts } from "../../humans/ports.js";
import { silentLog } from "../../log.js";
import type { ApproverSets, OnCall } from "../../policy/ports.js";
import { createApproverSets } from "../../slack/approver-sets.js";
import { createChannels } from "../../slack/channels.js";
import { createDirectory } from "../../slack/directory.js";
import { createGroups } from "../../slack/groups.js";
import { readIdentity } from "../../slack/identity.js";
import { createWebClient } from "../../slack/web-client.js";
import { findPlaces } from "../policy-names.js";

/** Who and where things are, as far as it is known here. */
export interface Known {
  team: string;
  person(id: string): Promise<Person>;
  /** A channel by `#name` or id; null: there is none that Fermata is in. */
  channel(named: string): Promise<ChannelFacts | null>;
  channelIds: Record<string, string>;
  sets: ApproverSets;
  /** Why Slack was not asked; "" if it was. */
  blind: string;
}

const SLACK_LIMIT_MS = 10_000;
const PLACEHOLDERS = 10;

/** Asks Slack if there is a token and an answer; else everybody counts as a colleague under their id. */
export async function whatIsKnown(settings: Settings, onCall: OnCall): Promise<Known> {
  const { file, values } = settings;
  const policy = file?.policy;
  if (!file || !policy) throw new Error("There is no policy to explain.");
  const offline = (why: string) => unknown(policy, file.operator.admins, onCall, why);
  if (values.SLACK_BOT_TOKEN === undefined) return offline("SLACK_BOT_TOKEN is not set");
  const clock: Clock = systemClock;
  const client = createWebClient({
    token: values.SLACK_BOT_TOKEN,
    slackApiUrl: values.SLACK_API_URL,
    log: silentLog,
    timeoutMs: SLACK_LIMIT_MS,
  });
  const directory = createDirectory({ client, clock, log: silentLog });
  const channels = createChannels({ client, clock });
  const groups = createGroups({ client, clock });
  try {
    const { team } = await readIdentity(client);
    const { channelIds } = await findPlaces(file, { channels, groups });
    const person = (id: string) => directory.person(team, id);
    return {
      team,
      person,
      channel: (named) => (named.startsWith("#") ? channels.named(named) : channels.facts(named)),
      channelIds,
      sets: createApproverSets({
        file: policy,
        admins: file.operator.admins,
        channelIds,
        groups,
        channels,
        directory,
        person: (_team, id) => person(id),
        onCall,
      }),
      blind: "",
    };
  } catch (error) {
    if (hasCode(error, "SLACK_UNREACHABLE")) return offline("Slack does not answer");
    if (hasCode(error, "SLACK_REFUSED")) return offline("Slack does not take the bot token");
    throw error;
  }
}

function unknown(
  file: PolicyFile,
  admins: readonly string[],
  onCall: OnCall,
  blind: string,
): Known {
  const person = async (id: string) => somebody(id, id);
  return {
    team: "",
    person,
    channel: async (named) => ({
      id: named,
      name: named.replace(/^#/u, ""),
      kind: "public",
      isExternal: false,
      hasBot: true,
    }),
    channelIds: {},
    sets: createApproverSets({
      file: withPlaceholders(file),
      admins,
      channelIds: {},
      groups: { group: async () => null },
      channels: { memberIds: async () => null },
      directory: { people: async (_team, ids) => ids.map((id) => somebody(id, id)) },
      person: async (_team, id) => (id.startsWith("?") ? somebody(id, id.slice(3)) : person(id)),
      onCall,
    }),
    blind,
  };
}

/** Groups and channels that cannot be looked up stand for enough people without a name. */
function withPlaceholders(file: PolicyFile): PolicyFile {
  const sets = Object.entries(file.sets).map(([name, set]) => {
    const who = set.group ?? (set.channel === "members" ? "that channel" : set.channel);
    if (who === undefined) return [name, set] as const;
    const people = Array.from({ length: PLACEHOLDERS }, (_, n) => `?${n}:somebody in ${who}`);
    return [name, { people }] as const;
  });
  return { ...file, sets: Object.fromEntries(sets) };
}

function somebody(id: string, name: string): Person {
  const nothing = { isBot: false, isGuest: false, isStranger: false, isDeactivated: false };
  return { team: "", id, name, tz: "UTC", ...nothing, isAdmin: false, fetchedAt: new Date(0) };
}
