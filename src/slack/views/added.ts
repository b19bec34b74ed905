import type { Added } from "../../domain/human-call.js";
import { dateToken } from "../text/dates.js";
import { line } from "../text/escape.js";
import { nameOf } from "../text/people.js";
import type { ViewContext } from "./context.js";
import type { Room } from "./fit.js";

/** Who was asked later: the last of them with the reason, the others as a count. */
export function addedLine(
  shown: { added?: Added[] | undefined },
  ctx: ViewContext,
  room: Room,
): string {
  const last = shown.added?.at(-1);
  if (!last) return "";
  const before = (shown.added?.length ?? 1) - 1;
  const more = before === 0 ? "" : ` ${before} more ${before === 1 ? "was" : "were"} asked before.`;
  const who = nameOf(last.who, room.name);
  return last.by === null
    ? `Nobody had decided by ${dateToken(last.at, ctx.tz)}, so ${who} is asked too.${more}`
    : `${nameOf(last.by, room.name)} asked ${who} too.${more}`;
}

/** On a copy in a direct message: where the question comes from. */
export function fromLine(shown: { from?: string | undefined }): string {
  return shown.from === undefined ? "" : `Asked in ${line(shown.from, 60) || "another place"}.`;
}
