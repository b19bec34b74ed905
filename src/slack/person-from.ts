import { IANAZone } from "luxon";
import type { Person } from "../domain/person.js";
import { cut } from "./text/cut.js";
import { inertLine } from "./text/inert.js";

/** The part of `users.info` that is read; people whose account is switched off lack roles and zone. */
export interface ApiUser {
  id?: string;
  team_id?: string;
  name?: string;
  real_name?: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  is_admin?: boolean;
  is_owner?: boolean;
  tz?: string;
  profile?: {
    display_name?: string;
    real_name?: string;
    status_emoji?: string;
    status_text?: string;
  };
  enterprise_user?: { teams?: string[] };
}

/** Slack's user as a person of ours. Whoever belongs to another team is a stranger, also without a mark. */
export function personFrom(
  user: ApiUser | undefined,
  team: string,
  id: string,
  fetchedAt: Date,
): Person {
  if (!user) return unknownPerson(team, id, fetchedAt);
  const names = [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name];
  const name = names.map((one) => cut(inertLine(one ?? ""), 80)).find((one) => one !== "");
  const home =
    user.team_id === undefined ||
    user.team_id === team ||
    user.enterprise_user?.teams?.includes(team) === true;
  const { status_emoji: emoji = "", status_text: text = "" } = user.profile ?? {};
  return {
    team,
    id,
    name: name ?? "somebody",
    tz: zoneOf(user.tz),
    isBot: user.is_bot === true || id === "USLACKBOT",
    isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
    isStranger: user.is_stranger === true || !home,
    isDeactivated: user.deleted === true,
    isAdmin: user.is_admin === true || user.is_owner === true,
    ...(emoji === "" && text === ""
      ? {}
      : { status: { emoji: cut(emoji, 80), text: cut(inertLine(text), 100) } }),
    fetchedAt,
  };
}

/** The zone's name if times can be told in it: one that nobody knows would fail every answer with a time in it. */
function zoneOf(tz: string | undefined): string {
  return tz !== undefined && IANAZone.isValidZone(tz) ? tz : "UTC";
}

/** Somebody whom Slack does not know or does not show: may do nothing. */
export function unknownPerson(team: string, id: string, fetchedAt: Date): Person {
  return {
    team,
    id,
    name: "somebody",
    tz: "UTC",
    isBot: false,
    isGuest: true,
    isStranger: true,
    isDeactivated: true,
    isAdmin: false,
    fetchedAt,
  };
}
