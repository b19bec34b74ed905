import type { types } from "@slack/bolt";
import type { ShownOf } from "../../domain/shown.js";
import { bold, line } from "../text/escape.js";
import { button } from "./blocks.js";
import { sentence, short } from "./words.js";

type Result = ShownOf<"result">;
type OfFire = NonNullable<Result["fire"]>;

/** The first line of a scheduled result (S17): which one and of what day, and whether it is late. */
export function fireHead(shown: Result, fire: OfFire): string {
  const late = fire.late === "" ? "" : `\n${sentence(fire.late, 200)}`;
  const headline = sentence(shown.headline, 200);
  return `${bold(short(shown.title, 80))}, ${line(fire.day, 40)}${headline === "" ? "" : `: ${headline}`}${late}`;
}

/** The same for the notification, with how it begins. */
export function fireSpoken(shown: Result, fire: OfFire, body: string): string {
  // What a source is called stands below the text; out of it, its number says nothing.
  const plain = body.replace(/\s*\[\d+\]/gu, "").replace(/[*_#>`•]|^\s*-\s/gmu, "");
  const begins = sentence(plain.replace(/\n+/gu, " "), 90);
  const named = `${line(shown.title, 60)}, ${line(fire.day, 40)}`;
  return begins === "" ? `${named}.` : `${named}: ${begins}`;
}

/** What can be done about it: nobody waits for an answer. */
export function fireButtons(fire: OfFire): types.Button[] {
  return [
    button("Change", "schedule.edit", fire.scheduleId),
    button("Pause", "schedule.pause", fire.scheduleId),
  ];
}
