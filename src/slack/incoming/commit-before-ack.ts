import type { App, Receiver } from "@slack/bolt";

/** What Bolt hands from a receiver to the app; taken from Bolt so that it cannot drift. */
type ReceiverEvent = Parameters<App["processEvent"]>[0];

/**
 * Puts our intake before Bolt: an event is accepted (committed) first, and only then does Bolt go on and
 * acknowledge. If accepting throws there is no ack, so Slack delivers the event again.
 */
export function commitBeforeAck(
  inner: Receiver,
  accept: (body: unknown) => Promise<void>,
): Receiver {
  return {
    init(app) {
      const before = {
        processEvent: async (event: ReceiverEvent) => {
          if (event.body["type"] === "event_callback") await accept(event.body);
          await app.processEvent(event);
        },
      };
      inner.init(Object.assign(Object.create(app) as App, before));
    },
    start: (...args: unknown[]) => inner.start(...args),
    stop: (...args: unknown[]) => inner.stop(...args),
  };
}
