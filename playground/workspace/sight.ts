import { CannotDo } from "./cannot-do.js";
import type { Channel, Person } from "./types.js";
import type { World } from "./world.js";

/** The person with that id or handle. */
export function knownPerson(world: World, name: string): Person {
  const handle = name.replace(/^@/, "").toLowerCase();
  const found = world.person(name) ?? world.state.people.find((person) => person.name === handle);
  if (!found) throw new CannotDo(`Nobody here is called ${name}.`);
  return found;
}

/** The channel with that id or name. */
export function knownChannel(world: World, name: string): Channel {
  const plain = name.replace(/^#/, "");
  const found =
    world.channel(name) ??
    world.state.channels.find((channel) => !channel.isDm && channel.name === plain);
  if (!found) throw new CannotDo(`There is no channel ${name}.`);
  return found;
}

/** Whether a person can read a channel: members always, others only public ones if they are full members. */
export function canSee(person: Person, channel: Channel): boolean {
  if (channel.members.includes(person.id)) return true;
  return (
    !channel.isPrivate &&
    !person.isGuest &&
    !person.isStranger &&
    !person.isDeleted &&
    person.botId === undefined
  );
}
