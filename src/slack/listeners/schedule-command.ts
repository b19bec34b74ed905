import { readRecurrenceWish, readWhen } from "../../domain/recurrence-wish.js";
import { scheduleModal } from "../views/modals/schedule.js";
import { commitThenAct } from "./commit.js";
import type { ListenerDeps } from "./deps.js";
import { openForm } from "./open-form.js";
import type { Place } from "./place.js";

const WORD = /^(schedules?)(?:\s+([\s\S]*))?$/iu;

/** Whether a command is about schedules, and what it says after that word; null: it is a goal. */
export function readScheduleCommand(text: string): { list: boolean; words: string } | null {
  const [, word = "", words = ""] = WORD.exec(text.trim()) ?? [];
  if (word === "") return null;
  return { list: word.toLowerCase() === "schedules" && words.trim() === "", words: words.trim() };
}

/** `/fermata schedules` lists one's own; `/fermata schedule <words>` proposes one, without words by a form. */
export async function onScheduleCommand(
  deps: ListenerDeps,
  place: Place,
  { list, words }: { list: boolean; words: string },
  ack: (text?: string) => Promise<void>,
): Promise<void> {
  const key = `command:${place.triggerId}`;
  if (list) {
    return commitThenAct(deps, place, key, { kind: "schedule_list", page: 1 }, () => ack());
  }
  const wish = words === "" ? null : readRecurrenceWish(words);
  if (wish && wish.rest !== "") {
    const body = { kind: "schedule_new", runId: null, cron: wish.cron, goal: wish.rest } as const;
    return commitThenAct(deps, place, key, body, () => ack());
  }
  if (words !== "" && readWhen(words) === null) {
    return ack(
      "I do not understand when. Say it like this: /fermata schedule every Friday at 14:00 the open questions of this channel",
    );
  }
  await ack();
  await openForm(deps, place, key, async () =>
    scheduleModal({
      callbackId: "schedule.new",
      meta: JSON.stringify({ channel: place.channel }),
      when: words,
      goal: "",
      zone: await deps.schedules.zoneOf(place.team, place.actor),
    }),
  );
}
