import type { HumanCall } from "../domain/human-call.js";

/** What turns ids into words for one reader. */
export interface WhyContext {
  /** By user id: the name. By `source:<n>`: the label of the run's n-th source. */
  names: Record<string, string>;
  /** The calls of the run: what was asked and what the answers mean; without them less is told. */
  calls?: HumanCall[];
  /** The reader's zone. */
  tz: string;
  /** Times of another day than this are given with their day; absent: no day is given. */
  now?: Date;
}

/** A person's name, or `somebody` where we know none; never an id. */
export function nameOf(id: string | null, context: Pick<WhyContext, "names">): string {
  return (id === null ? undefined : context.names[id]) ?? "somebody";
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(items: string[], word = "and"): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;
}

/** `14:02`, or `14:02 on Friday 20 November` where it is not today. */
export function timeOf(at: Date, { tz, now }: Pick<WhyContext, "tz" | "now">): string {
  const time = format(at, tz, { hour: "2-digit", minute: "2-digit" });
  if (!now) return time;
  const day: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
  const of = format(at, tz, day).replace(",", "");
  return of === format(now, tz, day).replace(",", "") ? time : `${time} on ${of}`;
}

/** `one step`, `two steps`, `14 steps`. */
export function countOf(count: number, thing: string): string {
  return `${small[count] ?? count} ${thing}${count === 1 ? "" : "s"}`;
}

/** The same text with a capital first letter. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

function format(at: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone }).format(at);
}
