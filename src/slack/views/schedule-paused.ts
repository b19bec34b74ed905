import type { ShownOf } from "../../domain/shown.js";
import { bold, line } from "../text/escape.js";
import { actions, button, context, section } from "./blocks.js";
import type { View } from "./context.js";
import { isMany, notice, sentence, short } from "./words.js";

/** A schedule that was paused by itself: why, and what can be done. */
export function schedulePausedView(shown: ShownOf<"schedule_paused">): View {
  const id = shown.scheduleId;
  const title = line(shown.title, 60);
  const be = isMany(shown.title) ? "are" : "is";
  const why = sentence(shown.why, 200);
  const outcome = sentence(shown.outcome, 150);
  return {
    text: notice(`${title} ${be} paused: ${why}`, shown.isOpen ? "Resume or delete?" : ""),
    blocks: [
      section(`${bold(`${short(shown.title, 60)} ${be} paused.`)} ${why}`),
      ...actions(
        shown.isOpen
          ? [button("Resume", "schedule.resume", id), button("Delete", "schedule.delete", id)]
          : [],
      ),
      ...context(outcome),
    ],
  };
}
