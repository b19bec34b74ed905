/** A part of a sweep of which one look at the rows can tell that it has nothing to do. */
export type SweepPart =
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

/** The parts that may have something to do now. */
export type DueParts = (now: Date) => Promise<ReadonlySet<SweepPart>>;
