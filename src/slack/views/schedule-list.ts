import type { types } from "@slack/bolt";
import type { ShownOf } from "../../domain/shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { actions, button, context, plainText, section } from "./blocks.js";
import type { Block, View, ViewContext } from "./context.js";
import { notice, short } from "./words.js";

type List = ShownOf<"schedule_list">;

/** One person's schedules, privately, each with its controls. */
export function scheduleListView(shown: List, ctx: ViewContext): View {
  if (shown.count === 0) {
    const none = "You have no schedules.";
    const how = "Start one: /fermata schedule every Friday at 14:00 a brief of this channel";
    return { text: none, blocks: [section(none), ...context(how)] };
  }
  const count = shown.count === 1 ? "one schedule" : `${shown.count} schedules`;
  return {
    text: notice(`You have ${count}. Run, change, pause or delete them here.`),
    blocks: [
      section(bold(`Your schedules: ${shown.count}`)),
      ...shown.items.flatMap((item) => itemBlocks(item, ctx)),
      ...actions(pageButton(shown)),
      ...context(shown.pages > 1 ? `Page ${shown.page} of ${shown.pages}` : ""),
    ],
  };
}

/** One button at most: two of the same kind cannot stand in one row. */
function pageButton({ page, pages }: List): types.Button[] {
  if (page < pages) return [button("More", "schedule.page", String(page + 1))];
  return page > 1 ? [button("First page", "schedule.page", "1")] : [];
}

function itemBlocks(item: List["items"][number], ctx: ViewContext): Block[] {
  const next = item.isPaused
    ? "Paused."
    : item.nextAt === null
      ? ""
      : `Next ${dateToken(item.nextAt, ctx.tz)}.`;
  const cost = item.cost === "" ? "" : `, ${line(item.cost, 20)}`;
  const last = item.lastAt === null ? "" : ` Last ${dateToken(item.lastAt, ctx.tz)}${cost}.`;
  return [
    section(`${bold(short(item.title, 60))}: ${line(item.when, 150)}\n${next}${last}`),
    scheduleControls(item.scheduleId, item.isPaused),
  ];
}

/** The controls of one schedule: two buttons, and the rest behind the menu. */
export function scheduleControls(scheduleId: string, isPaused: boolean): Block {
  const option = (label: string, verb: string) => ({
    text: plainText(label, 75),
    value: `${verb}:${scheduleId}`,
  });
  return {
    type: "actions",
    elements: [
      button("Run now", "schedule.run", scheduleId),
      isPaused
        ? button("Resume", "schedule.resume", scheduleId)
        : button("Pause", "schedule.pause", scheduleId),
      {
        type: "overflow",
        action_id: "schedule.more",
        options: [
          ...(isPaused ? [] : [option("Skip next", "skip")]),
          option("Change", "edit"),
          option("Delete", "delete"),
        ],
      },
    ],
  };
}
