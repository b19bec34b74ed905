import type { App, Receiver } from "@slack/bolt";
import { type Meter, secondsSince } from "../../meter.js";
import type { Unanswered } from "./unanswered.js";

/** What Bolt hands from a receiver to the app; taken from Bolt so that it cannot drift. */
type ReceiverEvent = Parameters<App["processEvent"]>[0];

/**
 * Puts our intake before Bolt: an event is accepted (committed) first, and only then does Bolt go on and
 * acknowledge. If accepting throws there is no ack, so Slack delivers the event again.
 */
export function commitBeforeAck(
  inner: Receiver,
  accept: (body: unknown, isFirst: boolean) => Promise<void>,
  { meter, unanswered }: { meter: Meter; unanswered: Unanswered },
): Receiver {
  return {
    init(app) {
      const before = {
        processEvent: async (received: ReceiverEvent) => {
          const answered = unanswered.came();
          const event = timed(received, meter, answered);
          try {
            // fault: slack.event-received
            if (event.body["type"] === "event_callback")
              await accept(event.body, (event.retryNum ?? 0) === 0);
            // fault: intake.committed
            await app.processEvent(event);
          } finally {
            answered();
          }
        },
      };
      inner.init(Object.assign(Object.create(app) as App, before));
    },
    start: (...args: unknown[]) => inner.start(...args),
    stop: (...args: unknown[]) => inner.stop(...args),
  };
}

/** The same event, whose acknowledgement notes how long Slack has waited for it. */
function timed(event: ReceiverEvent, meter: Meter, answered: () => void): ReceiverEvent {
  const startedMs = performance.now();
  const type: unknown = event.body["type"];
  const kind = type === "event_callback" ? "event" : type === undefined ? "command" : "click";
  return {
    ...event,
    ack: async (...answer) => {
      await event.ack(...answer);
      answered();
      meter.time("fermata_ack_seconds", secondsSince(startedMs), { kind });
    },
  };
}
