import { readChannelWishes } from "../domain/channel-wish.js";
import type { Person } from "../domain/person.js";
import type { Schedule } from "../domain/schedule.js";
import type { Channels } from "../humans/ports.js";
import { mayStart } from "../policy/policy.js";

/** Why a schedule may not run any more, and whom that concerns; null: it may. */
export interface Lost {
  why: string;
  /** The person is gone, so that the channel is told. */
  isGone: boolean;
}

/**
 * Looks whether the person who set a schedule up could still ask for it: a colleague, in the place where it is shown
 * and in the channels that it names. What is not known counts as no. Throws `SLACK_UNREACHABLE`.
 */
export async function lostAccess(
  schedule: Schedule,
  creator: Person,
  channels: Channels,
): Promise<Lost | null> {
  if (!mayStart(creator).allow) {
    return { why: `${creator.name}, who set it up, cannot start jobs any more.`, isGone: true };
  }
  const place = await channels.facts(schedule.channel);
  if (!place?.hasBot) return lost("I am no longer in the place where it runs.");
  if (place.kind !== "im" && !(await channels.isIn(creator.id, place.id))) {
    return lost(`you are no longer in #${place.name}, where it runs.`);
  }
  for (const wish of readChannelWishes(schedule.goal, schedule.channel)) {
    const named =
      wish.id === null ? await channels.named(wish.name) : await channels.facts(wish.id);
    // A channel that Fermata cannot see is not read; the result says so.
    if (!named?.hasBot || named.id === place.id) continue;
    if (!(await channels.isIn(creator.id, named.id))) {
      return lost(`you can no longer read #${named.name}.`);
    }
  }
  return null;
}

function lost(why: string): Lost {
  return { why, isGone: false };
}
