import { bot, people } from "../../playground/seed/ids.js";
import { emptySeed } from "../../playground/seed/empty.js";
import type { Seed } from "../../playground/seed/seed.js";

const channelCount = 20;

/** The channels that the load is spread over, so that one message a second and channel suffices. */
export const placeNames = Array.from({ length: channelCount }, (_, n) => `place-${n}`);

/** The people of the prepared company in twenty channels. */
export const manyChannels: Seed = (origin) => {
  const state = emptySeed(origin);
  const like = state.channels[0];
  if (!like) throw new Error("The company has no channel.");
  for (const [n, name] of placeNames.entries()) {
    const id = `C0PLACE${String(n).padStart(3, "0")}`;
    const members = [people.maya, people.priya, people.tom, people.leo, bot.userId];
    state.channels.push({ ...like, id, name, topic: "", members });
  }
  return state;
};
