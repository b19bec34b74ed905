import type { Method } from "../desk.js";
import type { JsonObject } from "../json.js";
import { SlackRefusal } from "../refusal.js";
import type { UserGroup } from "../types.js";
import type { World } from "../world.js";

function asApiGroup(world: World, group: UserGroup, withUsers: boolean): JsonObject {
  return {
    id: group.id,
    team_id: world.state.team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: "",
    handle: group.handle,
    is_external: false,
    date_create: 1_772_444_800,
    date_update: 1_772_444_800,
    date_delete: group.isDisabled ? 1_790_000_000 : 0,
    auto_type: null,
    prefs: { channels: [], groups: [] },
    user_count: group.users.length,
    ...(withUsers ? { users: [...group.users] } : {}),
  };
}

const list: Method = {
  tier: 2,
  scope: "usergroups:read",
  run(args, { world }) {
    const withUsers = args.flag("include_users");
    const withDisabled = args.flag("include_disabled");
    const shown = (world.state.groups ?? []).filter((one) => withDisabled || !one.isDisabled);
    return { usergroups: shown.map((one) => asApiGroup(world, one, withUsers)) };
  },
};

const usersList: Method = {
  tier: 2,
  scope: "usergroups:read",
  run(args, { world }) {
    const id = args.required("usergroup", "no_such_subteam");
    const group = (world.state.groups ?? []).find((one) => one.id === id);
    if (!group || (group.isDisabled && !args.flag("include_disabled")))
      throw new SlackRefusal("no_such_subteam");
    return { users: [...group.users] };
  },
};

/** User groups: a handle such as @communications for several people. */
export const userGroupMethods: Record<string, Method> = {
  "usergroups.list": list,
  "usergroups.users.list": usersList,
};
