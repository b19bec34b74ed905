import { z } from "zod";
import { scheduleModal } from "../views/modals/schedule.js";
import { commitThenAct } from "./commit.js";
import type { ListenerDeps } from "./deps.js";
import { openForm } from "./open-form.js";
import type { Place } from "./place.js";
import type { Press } from "./press.js";
import { onOldButton } from "./run-buttons.js";

const Act = z.enum(["confirm", "pause", "resume", "run", "skip", "delete"]);

/** A press on a schedule's card, on a scheduled result, in a list or in App Home. */
export async function onScheduleButton(
  deps: ListenerDeps,
  place: Place,
  press: Press,
  ack: () => Promise<void>,
): Promise<void> {
  const act = Act.safeParse(press.verb);
  if (act.success) {
    const body = { kind: "schedule_act", scheduleId: press.id, verb: act.data } as const;
    return commitThenAct(deps, place, press.key, body, ack);
  }
  if (press.verb === "page") {
    const page = Math.max(1, Math.trunc(Number(press.id)) || 1);
    return commitThenAct(deps, place, press.key, { kind: "schedule_list", page }, ack);
  }
  if (press.verb === "new") {
    await ack();
    return openForm(deps, place, press.key, () => newForm(deps, place, press));
  }
  if (press.verb === "edit") {
    await ack();
    return openForm(deps, place, press.key, () => editForm(deps, place, press));
  }
  return onOldButton(deps, place, press, ack);
}

/** "Do this regularly" under a result: asks when. */
async function newForm(deps: ListenerDeps, place: Place, press: Press) {
  const home = await deps.home(press.id);
  if (home?.channel !== place.channel) {
    await deps.tell(
      { key: press.key, channel: place.channel, threadTs: place.threadTs, userId: place.actor },
      "That job is not there any more.",
    );
    return null;
  }
  const zone = await deps.schedules.zoneOf(place.team, place.actor);
  const meta = JSON.stringify({ runId: press.id });
  return scheduleModal({ callbackId: "schedule.new", meta, when: "", goal: null, zone });
}

async function editForm(deps: ListenerDeps, place: Place, press: Press) {
  const found = await deps.schedules.form({ ...place, key: press.key, scheduleId: press.id });
  return found && scheduleModal({ callbackId: "schedule.edit", meta: press.id, ...found });
}
