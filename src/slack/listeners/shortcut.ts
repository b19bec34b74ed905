import { z } from "zod";
import { goalModal } from "../views/modals/goal.js";
import { noticeModal } from "../views/modals/notice.js";
import { decodeMrkdwn } from "../text/decode.js";
import type { ListenerDeps } from "./deps.js";
import { openForm } from "./open-form.js";
import { placeOf } from "./place.js";
import { goalMeta } from "./forms.js";

const Shortcut = z.looseObject({
  trigger_id: z.string(),
  channel: z.looseObject({ id: z.string() }),
  message: z.looseObject({
    ts: z.string(),
    thread_ts: z.string().optional(),
    text: z.string().default(""),
  }),
});

/** The quote is only a reminder of which message it was: names are left as plain words. */
const nobody = { user: () => undefined, channel: () => undefined };

/** "Use as goal" on a message: asks in a small form what to do with it. */
export async function onUseAsGoal(
  deps: ListenerDeps,
  body: unknown,
  ack: () => Promise<void>,
): Promise<void> {
  await ack();
  const { trigger_id, channel, message } = Shortcut.parse(body);
  await openForm(deps, placeOf(body, deps.team), trigger_id, async () => {
    if (!(await deps.isMember(channel.id))) {
      return noticeModal(
        "Add me to this channel first: type /invite @Fermata in it, then try again.",
      );
    }
    const meta = goalMeta({ channel: channel.id, threadTs: message.thread_ts ?? message.ts });
    return goalModal({ meta, quote: decodeMrkdwn(message.text, nobody) });
  });
}
