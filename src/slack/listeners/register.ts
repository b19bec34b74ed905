import type { App } from "@slack/bolt";
import { onCallButton } from "./call-buttons.js";
import { commandPlace, onCommand } from "./command.js";
import { onDelegateForm } from "./delegate.js";
import type { ListenerDeps } from "./deps.js";
import { type FormAck, onCallForm, onGoalForm, onRedoForm } from "./forms.js";
import { onDecideForm } from "./decide-form.js";
import { openViewOf } from "./desk.js";
import { onHomeButton } from "./home.js";
import { orTold } from "./or-told.js";
import { type Place, placeOf } from "./place.js";
import { type Press, pressOf } from "./press.js";
import { onOldButton, onRunButton } from "./run-buttons.js";
import { onScheduleButton } from "./schedule-buttons.js";
import { onScheduleEditForm, onScheduleNewForm } from "./schedule-forms.js";
import { onStopForm } from "./stop-job.js";
import { onReplyButton } from "./reply-buttons.js";
import { onUseAsGoal } from "./shortcut.js";
import { onTogetherForm } from "./together.js";

type Ack = () => Promise<void>;
type OnPress = (deps: ListenerDeps, place: Place, press: Press, ack: Ack) => Promise<void>;
type OnForm = (deps: ListenerDeps, body: unknown, ack: FormAck) => Promise<void>;

/** The whole interactive surface, id by id. Events come in through the receiver, see `incoming/`. */
export function registerListeners(app: App, deps: ListenerDeps): void {
  const pressed = (body: unknown, action: unknown, ack: Ack, on: OnPress) => {
    const place = placeOf(body, deps.team);
    const press = pressOf(action, place.triggerId);
    return orTold(deps, place, ack, (of, answer) => on(of, place, press, answer));
  };
  const sent = (body: unknown, ack: FormAck, on: OnForm) =>
    orTold(deps, placeOf(body, deps.team), ack, (of, answer) => on(of, body, answer));

  app.action(/^(call\.|card\.more$)/, async ({ ack, body, action }) => {
    await pressed(body, action, () => ack(), onCallButton);
  });
  app.action(/^run\./, async ({ ack, body, action }) => {
    await pressed(body, action, () => ack(), onRunButton);
  });
  app.action(/^schedule\./, async ({ ack, body, action }) => {
    await pressed(body, action, () => ack(), onScheduleButton);
  });
  app.view("schedule.new", async ({ ack, body }) => {
    await sent(body, async (answer) => (answer ? ack(answer) : ack()), onScheduleNewForm);
  });
  app.view("schedule.edit", async ({ ack, body }) => {
    await sent(body, async (answer) => (answer ? ack(answer) : ack()), onScheduleEditForm);
  });
  app.action(/^home\./, async ({ ack, body, action }) => {
    const view = openViewOf(body);
    await pressed(
      body,
      action,
      () => ack(),
      (of, place, press, answer) => onHomeButton(of, place, press, view, answer),
    );
  });
  app.action(/^reply\./, async ({ ack, body, action }) => {
    await pressed(body, action, () => ack(), onReplyButton);
  });
  // Everything else: Bolt runs every listener that matches, so the families above are left out here.
  app.action(
    /^(?!call\.|card\.more$|run\.|schedule\.|home\.|reply\.)/,
    async ({ ack, body, action }) => {
      await pressed(body, action, () => ack(), onOldButton);
    },
  );
  app.view("call.delegate", async ({ ack, body }) => {
    await sent(body, async (answer) => (answer ? ack(answer) : ack()), onDelegateForm);
  });
  app.view("call.decide", async ({ ack, body }) => {
    await sent(body, async (answer) => (answer ? ack(answer) : ack()), onDecideForm);
  });
  app.view("home.together", async ({ ack, body }) => {
    await sent(body, async (answer) => (answer ? ack(answer) : ack()), onTogetherForm);
  });
  app.view(/^call\.(?!delegate$|decide$)/, async ({ ack, body }) => {
    await sent(body, async (answer) => (answer ? ack(answer) : ack()), onCallForm);
  });
  app.view("run.stop", async ({ ack, body }) => {
    await sent(body, async (answer) => (answer ? ack(answer) : ack()), onStopForm);
  });
  app.view("run.redo", async ({ ack, body }) => {
    await sent(body, async (answer) => (answer ? ack(answer) : ack()), onRedoForm);
  });
  app.view("run.goal", async ({ ack, body }) => {
    await sent(body, async (answer) => (answer ? ack(answer) : ack()), onGoalForm);
  });
  app.shortcut({ callback_id: "run.goal", type: "message_action" }, async ({ ack, body }) => {
    const place = placeOf(body, deps.team);
    await orTold(
      deps,
      place,
      () => ack(),
      (of, answer) => onUseAsGoal(of, body, answer),
    );
  });
  app.command("/fermata", async ({ ack, body }) => {
    const answered = async (text?: string) => (text === undefined ? ack() : ack(text));
    await orTold(deps, commandPlace(body, deps.team), answered, (of, answer) =>
      onCommand(of, body, answer),
    );
  });
}
