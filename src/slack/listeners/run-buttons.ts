import { feedbackBlock } from "../views/feedback.js";
import { redoModal } from "../views/modals/redo.js";
import { commitThenAct } from "./commit.js";
import type { ListenerDeps } from "./deps.js";
import { openForm } from "./open-form.js";
import type { Place } from "./place.js";
import type { Press } from "./press.js";

/** A press on a status, result or failure message. */
export async function onRunButton(
  deps: ListenerDeps,
  place: Place,
  press: Press,
  ack: () => Promise<void>,
): Promise<void> {
  switch (press.verb) {
    case "stop":
    case "resume":
    case "retry":
    case "partial":
    case "ask_again":
    case "restart":
    case "undo":
    case "takedown":
      await commitThenAct(deps, place, press.key, { kind: press.verb, runId: press.id }, ack);
      return;
    case "feedback":
    case "feedback.good":
    case "feedback.bad":
      await onFeedback(deps, place, press, ack);
      return;
    case "why":
      await commitThenAct(deps, place, press.key, { kind: "why_run", runId: press.id }, ack);
      return;
    case "redo":
      await ack();
      await openForm(
        deps,
        place,
        press.key,
        async () => {
          // A form knows no channel, so where it was asked for is looked at before it opens.
          const home = await deps.home(press.id);
          if (home?.channel === place.channel) return redoModal({ runId: press.id });
          await deps.tell(
            {
              key: press.key,
              channel: place.channel,
              threadTs: place.threadTs,
              userId: place.actor,
            },
            "That job is not there any more.",
          );
          return null;
        },
        press,
      );
      return;
    default:
      await onOldButton(deps, place, press, ack);
  }
}

/** *Good* or *Not good*: both carry the job's id in their block; plain buttons carry it themselves. */
async function onFeedback(
  deps: ListenerDeps,
  place: Place,
  press: Press,
  ack: () => Promise<void>,
): Promise<void> {
  const pair = press.verb === "feedback";
  const runId = pair ? press.block.slice(feedbackBlock("").length) : press.id;
  const value =
    (pair ? press.id : press.verb) === (pair ? "good" : "feedback.good") ? "good" : "bad";
  await commitThenAct(deps, place, press.key, { kind: "feedback", runId, value }, ack);
}

/** A button we do not know, e.g. on a card from an earlier version: never silence. */
export async function onOldButton(
  deps: ListenerDeps,
  place: Place,
  press: Press,
  ack: () => Promise<void>,
): Promise<void> {
  await ack();
  await deps.tell(
    { key: press.key, channel: place.channel, threadTs: place.threadTs, userId: place.actor },
    "That button is from an earlier version and does nothing any more. Look for a newer message.",
  );
}

/** "Try it on this thread" under first contact. */
export async function onExample(
  deps: ListenerDeps,
  place: Place,
  press: Press,
  ack: () => Promise<void>,
): Promise<void> {
  if (place.threadTs === null) {
    await ack();
    await deps.tell(
      { key: press.key, channel: place.channel, threadTs: null, userId: place.actor },
      "Mention me in a thread and I work on that thread. Or tell me here what you need.",
    );
    return;
  }
  const text = "turn this thread into a one-page brief";
  const body = { kind: "goal", text, threadTs: place.threadTs } as const;
  await commitThenAct(deps, place, press.key, body, ack);
}
