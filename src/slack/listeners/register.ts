import type { App } from "@slack/bolt";
import { onCallButton } from "./call-buttons.js";
import { onCommand } from "./command.js";
import { onDelegateForm } from "./delegate.js";
import type { ListenerDeps } from "./deps.js";
import { onCallForm, onGoalForm, onRedoForm } from "./forms.js";
import { onDecideForm } from "./decide-form.js";
import { openViewOf } from "./desk.js";
import { onHomeButton } from "./home.js";
import { placeOf } from "./place.js";
import { pressOf } from "./press.js";
import { onOldButton, onRunButton } from "./run-buttons.js";
import { onScheduleButton } from "./schedule-buttons.js";
import { onScheduleEditForm, onScheduleNewForm } from "./schedule-forms.js";
import { onStopForm } from "./stop-job.js";
import { onReplyButton } from "./reply-buttons.js";
import { onUseAsGoal } from "./shortcut.js";
import { onTogetherForm } from "./together.js";

/** The whole interactive surface, id by id. Events come in through the receiver, see `incoming/`. */
export function registerListeners(app: App, deps: ListenerDeps): void {
  app.action(/^(call\.|card\.more$)/, async ({ ack, body, action }) => {
    const place = placeOf(body, deps.team);
    await onCallButton(deps, place, pressOf(action, place.triggerId), () => ack());
  });
  app.action(/^run\./, async ({ ack, body, action }) => {
    const place = placeOf(body, deps.team);
    await onRunButton(deps, place, pressOf(action, place.triggerId), () => ack());
  });
  app.action(/^schedule\./, async ({ ack, body, action }) => {
    const place = placeOf(body, deps.team);
    await onScheduleButton(deps, place, pressOf(action, place.triggerId), () => ack());
  });
  app.view("schedule.new", async ({ ack, body }) => {
    await onScheduleNewForm(deps, body, async (answer) => (answer ? ack(answer) : ack()));
  });
  app.view("schedule.edit", async ({ ack, body }) => {
    await onScheduleEditForm(deps, body, async (answer) => (answer ? ack(answer) : ack()));
  });
  app.action(/^home\./, async ({ ack, body, action }) => {
    const place = placeOf(body, deps.team);
    const press = pressOf(action, place.triggerId);
    await onHomeButton(deps, place, press, openViewOf(body), () => ack());
  });
  app.action(/^reply\./, async ({ ack, body, action }) => {
    const place = placeOf(body, deps.team);
    await onReplyButton(deps, place, pressOf(action, place.triggerId), () => ack());
  });
  // Everything else: Bolt runs every listener that matches, so the families above are left out here.
  app.action(
    /^(?!call\.|card\.more$|run\.|schedule\.|home\.|reply\.)/,
    async ({ ack, body, action }) => {
      const place = placeOf(body, deps.team);
      await onOldButton(deps, place, pressOf(action, place.triggerId), () => ack());
    },
  );
  app.view("call.delegate", async ({ ack, body }) => {
    await onDelegateForm(deps, body, async (answer) => (answer ? ack(answer) : ack()));
  });
  app.view("call.decide", async ({ ack, body }) => {
    await onDecideForm(deps, body, async (answer) => (answer ? ack(answer) : ack()));
  });
  app.view("home.together", async ({ ack, body }) => {
    await onTogetherForm(deps, body, async (answer) => (answer ? ack(answer) : ack()));
  });
  app.view(/^call\.(?!delegate$|decide$)/, async ({ ack, body }) => {
    await onCallForm(deps, body, async (answer) => (answer ? ack(answer) : ack()));
  });
  app.view("run.stop", async ({ ack, body }) => {
    await onStopForm(deps, body, async (answer) => (answer ? ack(answer) : ack()));
  });
  app.view("run.redo", async ({ ack, body }) => {
    await onRedoForm(deps, body, async (answer) => (answer ? ack(answer) : ack()));
  });
  app.view("run.goal", async ({ ack, body }) => {
    await onGoalForm(deps, body, async (answer) => (answer ? ack(answer) : ack()));
  });
  app.shortcut({ callback_id: "run.goal", type: "message_action" }, async ({ ack, body }) => {
    await onUseAsGoal(deps, body, () => ack());
  });
  app.command("/fermata", async ({ ack, body }) => {
    await onCommand(deps, body, async (text) => (text === undefined ? ack() : ack(text)));
  });
}
