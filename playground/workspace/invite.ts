import { CannotDo } from "./cannot-do.js";
import type { Moves } from "./moves.js";
import { knownChannel, knownPerson } from "./sight.js";
import type { World } from "./world.js";

/** Slack's own command that brings somebody into the open channel, an app too. */
export const invite = {
  command: "/invite",
  description: "Bring somebody into this channel",
  usageHint: "@name",
};

/** Does `/invite @name` as a member of the channel typed it; anything else is refused in plain words. */
export function inviteTyped(
  world: World,
  moves: Moves,
  { user, channel, text }: { user: string; channel: string; text: string },
): void {
  const by = knownPerson(world, user);
  const place = knownChannel(world, channel);
  const name = /^\s*@(\S+)\s*$/u.exec(text)?.[1];
  if (place.isDm) throw new CannotDo("Nobody can be invited into a direct message.");
  if (by.isGuest || !place.members.includes(by.id))
    throw new CannotDo(`Only members of #${place.name} who are no guests can invite.`);
  if (name === undefined) throw new CannotDo("Say whom: /invite @name");
  const wanted = knownPerson(world, name);
  if (place.members.includes(wanted.id))
    throw new CannotDo(`${wanted.realName} is in #${place.name} already.`);
  moves.invite({ user: wanted.id, channel: place.id, by: by.id });
}
