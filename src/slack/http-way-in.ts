import { Server } from "node:http";
import type { HTTPReceiver } from "@slack/bolt";

/** Slack's requests come to a server of ours. */
export interface HttpWayIn {
  /** Resolves with the port; 0 takes a free one. */
  start(port: number): Promise<number | null>;
  /** Every connection ends with its next answer, and new ones are still taken until `over` resolves. */
  leave(over: () => Promise<void>): Promise<void>;
  /** Closes it, whoever is still connected; nothing if it was never opened. */
  stop(): Promise<void>;
}

/** Longer than load balancers keep a silent connection (mostly 60 s, some 600): who closes first must not be us, while a press is on its way. */
const KEEP_ALIVE_MS = 620_000;
/** What has been answered leaves in this time; a connection on which nobody says anything would be waited for without end. */
const LAST_BYTES_MS = 500;

/**
 * Opens and closes Bolt's server so that no request meets a closed door. Slack sends a press once: one that
 * arrives on a kept connection in the moment in which it is closed is lost.
 */
export function createHttpWayIn(receiver: HTTPReceiver): HttpWayIn {
  let server: Server | null = null;
  let isLeaving = false;
  return {
    async start(port) {
      const opened = await receiver.start(port, { keepAliveTimeout: KEEP_ALIVE_MS });
      if (!(opened instanceof Server)) return null;
      server = opened;
      // Before Bolt's own listener, which may answer at once.
      server.prependListener("request", (_request, response) => {
        if (isLeaving) response.setHeader("connection", "close");
      });
      const address = server.address();
      return typeof address === "object" && address ? address.port : null;
    },
    async leave(over) {
      if (server === null) return;
      isLeaving = true;
      await over();
    },
    async stop() {
      if (server === null) return;
      const closing = server;
      server = null;
      const cut = setTimeout(() => closing.closeAllConnections(), LAST_BYTES_MS);
      try {
        await receiver.stop();
      } finally {
        clearTimeout(cut);
      }
    },
  };
}
