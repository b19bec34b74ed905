import { emptySeed } from "../../playground/seed/empty.js";
import { bot, people } from "../../playground/seed/ids.js";
import type { Seed } from "../../playground/seed/seed.js";

/** Enough channels that none of them is long. */
const count = 200;

/** The ids of the channels that jobs are spread over. */
export const placeIds = Array.from(
  { length: count },
  (_, n) => `C0SCALE${String(n).padStart(3, "0")}`,
);

/** The people of the prepared company in many channels. */
export const placesSeed: Seed = (origin) => {
  const state = emptySeed(origin);
  const like = state.channels[0];
  if (!like) throw new Error("The company has no channel.");
  const members = [people.maya, people.priya, people.tom, people.leo, bot.userId];
  for (const [n, id] of placeIds.entries()) {
    state.channels.push({ ...like, id, name: `scale-${n}`, topic: "", members });
  }
  return state;
};
