import { page, type Method } from "../desk.js";
import type { JsonObject } from "../json.js";
import { SlackRefusal } from "../refusal.js";
import type { Person } from "../types.js";

/** How far a time zone is from UTC at an instant, in seconds. */
export function offsetSeconds(zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    timeZoneName: "longOffset",
  }).formatToParts(at);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (!match) return 0;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60;
  return match[1] === "-" ? -seconds : seconds;
}

function asApiUser(person: Person, at: Date): JsonObject {
  const shared: JsonObject = {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    deleted: person.isDeleted === true,
    real_name: person.realName,
    profile: {
      real_name: person.realName,
      real_name_normalized: person.realName,
      display_name: person.realName.split(" ")[0] ?? person.name,
      display_name_normalized: person.realName.split(" ")[0] ?? person.name,
      title: person.title,
      team: person.teamId,
      status_emoji: person.status?.emoji ?? "",
      status_text: person.status?.text ?? "",
      status_expiration: 0,
      ...(person.botId === undefined ? {} : { bot_id: person.botId, api_app_id: "" }),
    },
    is_bot: person.botId !== undefined,
    is_app_user: false,
    updated: 1_790_000_000,
  };
  // Slack leaves roles and time zone out of people whose account is switched off.
  if (person.isDeleted) return shared;
  return {
    ...shared,
    color: person.color,
    tz: person.tz,
    tz_label: person.tz,
    tz_offset: offsetSeconds(person.tz, at),
    is_admin: person.isAdmin === true,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.isGuest === true,
    is_ultra_restricted: false,
    is_email_confirmed: true,
    who_can_share_contact_card: "EVERYONE",
    ...(person.isStranger ? { is_stranger: true } : {}),
  };
}

const usersInfo: Method = {
  tier: 4,
  scope: "users:read",
  run(args, { world }) {
    const person = world.person(args.required("user", "user_not_found"));
    if (!person) throw new SlackRefusal("user_not_found");
    return { user: asApiUser(person, world.clock.now()) };
  },
};

const usersList: Method = {
  tier: 2,
  scope: "users:read",
  run(args, { world }) {
    const people = world.state.people.filter((person) => !person.isStranger);
    const { items, next } = page(people, args, 1000);
    return {
      members: items.map((person) => asApiUser(person, world.clock.now())),
      cache_ts: world.nowSeconds(),
      response_metadata: { next_cursor: next },
    };
  },
};

const teamInfo: Method = {
  tier: 3,
  scope: "team:read",
  run(_args, { world }) {
    const { team } = world.state;
    return {
      team: {
        id: team.id,
        name: team.name,
        domain: team.domain,
        url: `https://${team.domain}.slack.com/`,
        email_domain: "",
        icon: {},
      },
    };
  },
};

const authTest: Method = {
  tier: "none",
  run(_args, { world }) {
    const { team, bot } = world.state;
    return {
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      user: bot.name,
      team_id: team.id,
      user_id: bot.userId,
      bot_id: bot.botId,
      is_enterprise_install: false,
    };
  },
};

const botsInfo: Method = {
  tier: 3,
  scope: "users:read",
  run(args, { world }) {
    const id = args.required("bot", "bot_not_found");
    const person = world.state.people.find((candidate) => candidate.botId === id);
    if (!person) throw new SlackRefusal("bot_not_found");
    const own = id === world.state.bot.botId;
    return {
      bot: {
        id,
        deleted: false,
        name: person.name,
        updated: 1_790_000_000,
        user_id: person.id,
        app_id: own ? world.state.bot.appId : "A0OTHERAPP",
        icons: {},
      },
    };
  },
};

const connectionsOpen: Method = {
  tier: "none",
  token: "app",
  run: (_args, desk) => ({ url: desk.linkUrl() }),
};

/** People, team, bot and connection methods. */
export const peopleMethods: Record<string, Method> = {
  "auth.test": authTest,
  "apps.connections.open": connectionsOpen,
  "users.info": usersInfo,
  "users.list": usersList,
  "team.info": teamInfo,
  "bots.info": botsInfo,
};
