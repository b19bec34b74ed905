import { commitThenAct } from "./commit.js";
import { plainAnswer } from "../../domain/plain-reply.js";
import type { ListenerDeps } from "./deps.js";
import type { Place } from "./place.js";
import type { Press } from "./press.js";
import { onOldButton } from "./run-buttons.js";

/** A press on what was asked about a message: which question it answers, or whether it is a change. */
export async function onReplyButton(
  deps: ListenerDeps,
  place: Place,
  press: Press,
  ack: () => Promise<void>,
): Promise<void> {
  const [verb] = press.verb.split(".");
  const [callId = "", second = ""] = press.id.split(":");
  const word = plainAnswer(second);
  if (verb === "pick" && word !== null) {
    const body = { kind: "reply" as const, callIds: [callId], word };
    return commitThenAct(deps, place, press.key, body, ack);
  }
  if (verb === "send") {
    const body = { kind: "send_back", callId, noteId: second } as const;
    return commitThenAct(deps, place, press.key, body, ack);
  }
  if (verb === "note") {
    await deps.tell(
      { key: press.key, channel: place.channel, threadTs: place.threadTs, userId: place.actor },
      "Noted for the next version. The one that waits for approval stays as it is.",
    );
    return ack();
  }
  return onOldButton(deps, place, press, ack);
}
