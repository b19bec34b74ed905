import { Server } from "node:http";
import type { HTTPReceiver } from "@slack/bolt";

/** Slack's requests come to a server of ours. */
export interface HttpWayIn {
  /** Resolves with the port; 0 takes a free one. */
  start(port: number): Promise<number | null>;
  /** Every connection ends with its next answer, and new ones are still taken until `over` resolves. */
  leave(over: () => Promise<void>): Promise<void>;
  /** Closes it; nothing if it was never opened. */
  stop(): Promise<void>;
}

/** Longer than any load balancer keeps a silent connection: who closes first must never be us, while a press is on its way. */
const KEEP_ALIVE_MS = 75_000;

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
      server = null;
      await receiver.stop();
    },
  };
}
