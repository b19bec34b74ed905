import type { VersionsHere } from "./version/ports.js";

/** A part of a sweep of which one look at the rows can tell that it has nothing to do. */
export type SweepPart =
  | "runs"
  | "seen"
  | "deadlines"
  | "schedules"
  | "reminders"
  | "escalations"
  | "remindMe"
  | "clicks"
  | "lines"
  | "homes"
  | "mornings"
  | "rules"
  | "lost"
  | "cards"
  | "files"
  | "posts";

/** The parts that may have something to do now, for a worker of these versions. */
export type DueParts = (now: Date, versions: VersionsHere) => Promise<ReadonlySet<SweepPart>>;
