import type { Added } from "../../domain/human-call.js";
import { dateToken } from "../text/dates.js";
import { line } from "../text/escape.js";
import { nameOf } from "../text/people.js";
import type { ViewContext } from "./context.js";
import type { Room } from "./fit.js";

/** Who is asked in whose place, and who was asked later. */
export function addedLine(
  shown: {
    added?: Added[] | undefined;
    standIns?: { who: string; forWhom: string; untilDay: string }[] | undefined;
  },
  ctx: ViewContext,
  room: Room,
): string {
  const stands = (room.people <= 2 ? [] : (shown.standIns ?? []))
    .slice(0, Math.max(1, room.items))
    .map((one) => {
      const name = (who: string) => nameOf({ id: "", name: who }, room.name);
      return `${name(one.who)} is asked for ${name(one.forWhom)}, who is away until ${dayWords(one.untilDay)}.`;
    });
  return [...stands, laterLine(shown, ctx, room)].filter((one) => one !== "").join(" ");
}

/** `5 January`, of a day such as `2027-01-05`. */
function dayWords(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return "they are back";
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  }).format(at);
}

/** Who was asked later: the last of them with the reason, the others as a count. */
function laterLine(shown: { added?: Added[] | undefined }, ctx: ViewContext, room: Room): string {
  const last = shown.added?.at(-1);
  if (!last) return "";
  const before = (shown.added?.length ?? 1) - 1;
  const more =
    before === 0 || room.people <= 2
      ? ""
      : ` ${before} more ${before === 1 ? "was" : "were"} asked before.`;
  const who = nameOf(last.who, room.name);
  return last.by === null
    ? `Nobody had decided by ${dateToken(last.at, ctx.tz)}, so ${who} is asked too.${more}`
    : `${nameOf(last.by, room.name)} asked ${who} too.${more}`;
}

/** On a copy in a direct message: where the question comes from. */
export function fromLine(shown: { from?: string | undefined }): string {
  return shown.from === undefined ? "" : `Asked in ${line(shown.from, 60) || "another place"}.`;
}
