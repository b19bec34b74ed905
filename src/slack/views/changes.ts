import type { ByEdit, TextChange, TextEdit } from "../../domain/text-changes.js";
import { line } from "../text/escape.js";
import { nameOf } from "../text/people.js";
import type { Room } from "./fit.js";

/** Whose edit it is and how much of one, e.g. `Priya changed 2 places`. */
export function whoChanged(edit: ByEdit, maxName: number): string {
  const places = edit.count === 1 ? "one place" : `${edit.count} places`;
  return `${nameOf(edit.by, maxName)} changed ${places}`;
}

/** What an edit changed, a line a place, old words struck through; "" where nothing is known of it. */
export function changeLines(
  edit: TextEdit | undefined,
  room: Pick<Room, "items" | "excerpt">,
): string {
  const changes = edit?.changes.slice(0, Math.max(1, room.items)) ?? [];
  if (!edit || changes.length === 0) return "";
  const each = Math.max(20, Math.floor(room.excerpt / changes.length));
  const more = edit.count - changes.length;
  return [
    ...changes.map((one) => changeLine(one, each)),
    ...(more > 0 ? [`and ${more} more ${more === 1 ? "place" : "places"}, see *Read all*`] : []),
  ].join("\n");
}

function changeLine(change: TextChange, max: number): string {
  const most = Math.floor(max / 3);
  const removed = line(change.removed.replaceAll("~", "∼"), most);
  const parts = [
    line(change.before, most),
    removed === "" ? "" : `~${removed}~`,
    line(change.added, most),
    line(change.after, Math.floor(most / 2)),
  ];
  return parts.filter((one) => one !== "").join(" ");
}
