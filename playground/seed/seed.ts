import type { WorldState } from "../workspace/types.js";
import { emptySeed } from "./empty.js";
import { launchSeed } from "./launch.js";

/**
 * Makes the rows of a workspace; `origin` is where its sample pages are, without a slash at the end, and `now` what
 * "this morning" and "yesterday" are counted from.
 */
export type Seed = (origin: string, now: Date) => WorldState;

/** The seeds that come with the playground. */
export type SeedName = "launch" | "empty";

/** The prepared workspaces: `launch` tells a story, `empty` has the people and channels only. */
export const seeds: Record<SeedName, Seed> = { launch: launchSeed, empty: emptySeed };
