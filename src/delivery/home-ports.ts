import type { HomeJob, HomeRule, HomeSchedule } from "../domain/home-shown.js";
import type { HumanCall } from "../domain/human-call.js";
import type { Pending } from "../policy/urgency.js";

/** A list of Home that has pages. */
export type HomeList = "calls" | "jobs" | "schedules";

/** Whose Home it is. */
export interface HomeOwner {
  team: string;
  userId: string;
}

/** Which part of a list: `limit` rows from `offset` on. */
export interface Slice {
  limit: number;
  offset: number;
}

/** The rows behind App Home, inside one transaction. Each list is read by an index, a page at a time. */
export interface HomeRows {
  /** Remembers that this person looks at Home, from the first page on. */
  opened(owner: HomeOwner, at: Date): Promise<void>;
  /** Goes to a page of a list; nothing if they never opened Home. */
  turn(owner: HomeOwner, list: HomeList, page: number): Promise<void>;
  /** Which page of each list they look at; null: they never opened Home. */
  pages(owner: HomeOwner): Promise<Partial<Record<HomeList, number>> | null>;
  /** Open calls that this person is asked or may decide, in no order; those that run out first if there are too many. */
  waiting(owner: HomeOwner): Promise<Pending[]>;
  /** Calls by their ids, in that order, with who asked and how many jobs each answers; the unknown are left out. */
  calls(
    owner: HomeOwner,
    ids: readonly string[],
  ): Promise<{ call: HumanCall; askedBy: string; jobs: number }[]>;
  /** How many jobs this person gave, the newest thousand at most. */
  countJobs(owner: HomeOwner): Promise<number>;
  /** Those jobs: the living first, then the newest. */
  jobs(owner: HomeOwner, slice: Slice): Promise<HomeJob[]>;
  countSchedules(owner: HomeOwner): Promise<number>;
  schedules(owner: HomeOwner, slice: Slice): Promise<HomeSchedule[]>;
  /** The automatic rules that stand for this person, those that end first, and whether what waits is sent each morning. */
  own(owner: HomeOwner, now: Date): Promise<{ rules: HomeRule[]; morning: boolean }>;
  /** Jobs that were asked for since then, and what they cost in US dollars. */
  since(owner: HomeOwner, from: Date): Promise<{ jobs: number; costUsd: number }>;
  /** Takes the owners for whom something changed, of those who opened Home after `openedAfter`. */
  takeChanged(openedAfter: Date, limit: number): Promise<HomeOwner[]>;
}
