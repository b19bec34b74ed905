import { setTimeout as pause } from "node:timers/promises";
import bolt, { type App, type Receiver } from "@slack/bolt";
import type { Log } from "../log.js";
import type { Meter } from "../meter.js";
import { commitBeforeAck } from "./incoming/commit-before-ack.js";
import { createUnanswered } from "./incoming/unanswered.js";
import { boltLogger } from "./bolt-logger.js";
import { createHttpWayIn } from "./http-way-in.js";
import { stayConnected } from "./stay-connected.js";
import { webClientOptions } from "./web-client.js";

/** Who we are in the workspace, as Slack says it. */
export interface Identity {
  team: string;
  botUserId: string;
  botId: string;
  /** The part before `.slack.com`. */
  domain: string;
}

/** How Slack reaches us: Socket Mode, or signed HTTP at `/slack/events`. */
export type Transport =
  | { kind: "socket"; appToken: string; patienceMs?: number | undefined }
  | {
      kind: "http";
      signingSecret: string;
      port: number;
      /** Resolves when whoever balances the load has surely seen that we are ending; default: after two seconds. */
      farewell?: (() => Promise<void>) | undefined;
      routes: { path: string; method: string; handler: HttpHandler }[];
    };
type HttpHandler = (
  request: import("node:http").IncomingMessage,
  response: import("node:http").ServerResponse,
) => void;

/** Slack's way in. */
export interface SlackIn {
  app: App;
  /** Resolves with the port on which Slack reaches us; null where we reach Slack. */
  start(): Promise<number | null>;
  /** Whether Slack can bring us anything now. */
  connected(): boolean;
  /** Why Slack does not take our connection, in its word; null while it does. */
  trouble(): string | null;
  /** Over HTTP: takes what still comes until no more is sent here; call it once `/readyz` says that we are ending. */
  leave(): Promise<void>;
  /** Takes no more, and closes the socket or server for real. */
  stop(): Promise<void>;
}

/** Builds Bolt over our receiver: an event is committed by `accept` before Bolt acknowledges it. */
export function createSlackIn(options: {
  transport: Transport;
  botToken: string;
  apiUrl: string;
  identity: Identity;
  /** `isFirst`: Slack brings it for the first time. */
  accept: (body: unknown, isFirst: boolean) => Promise<void>;
  log: Log;
  meter: Meter;
}): SlackIn {
  const { identity } = options;
  const logger = boltLogger(options.log);
  const inner = receiverFor(options, logger);
  const unanswered = createUnanswered();
  const app = new bolt.App({
    receiver: commitBeforeAck(inner.receiver, options.accept, {
      meter: options.meter,
      unanswered,
    }),
    // One workspace a process; the pooled clients of Bolt get the same careful settings as ours.
    authorize: async () => ({
      botToken: options.botToken,
      botId: identity.botId,
      botUserId: identity.botUserId,
      teamId: identity.team,
    }),
    clientOptions: webClientOptions({ slackApiUrl: options.apiUrl }),
    logger,
  });
  // A listener that failed must not be acknowledged by a handler that returns.
  app.error(async (error) => {
    options.log.error({ code: error.code, name: error.name }, "a listener failed");
    throw error;
  });
  return {
    app,
    start: inner.start,
    connected: inner.connected,
    trouble: inner.trouble,
    leave: inner.leave,
    async stop() {
      await unanswered.none(LAST_ACKS_MS);
      await inner.stop();
    },
  };
}

/** Who pressed a button while we hang up is to hear that it arrived. */
const LAST_ACKS_MS = 1_500;

/** A balancer that looks each second has seen by then that we are ending; kept short, for all of it has ten seconds. */
const FAREWELL_MS = 2_000;

function receiverFor(
  options: Parameters<typeof createSlackIn>[0],
  logger: ReturnType<typeof boltLogger>,
): { receiver: Receiver } & Omit<SlackIn, "app"> {
  const { transport } = options;
  if (transport.kind === "http") {
    const receiver = new bolt.HTTPReceiver({
      signingSecret: transport.signingSecret,
      customRoutes: transport.routes,
      logger,
    });
    const way = createHttpWayIn(receiver);
    return {
      receiver,
      start: () => way.start(transport.port),
      leave: () => way.leave(transport.farewell ?? (() => pause(FAREWELL_MS))),
      stop: () => way.stop(),
      // Slack comes to us: whether it can, only Slack knows.
      connected: () => true,
      trouble: () => null,
    };
  }
  const receiver = new bolt.SocketModeReceiver({
    appToken: transport.appToken,
    logger,
    // Bolt waits this long after a dropped socket; five seconds would be five seconds of dead buttons.
    clientPingTimeout: transport.patienceMs ?? 2_000,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: socketClientOptions(options.apiUrl) },
  });
  const { log, meter } = options;
  const socket = stayConnected(receiver.client, { log, meter });
  return {
    receiver,
    ...socket,
    start: () => socket.start().then(() => null),
    // Slack itself takes another socket.
    leave: async () => undefined,
  };
}

/** Who keeps the socket tries again, and knows how long to wait. */
function socketClientOptions(slackApiUrl: string) {
  return { slackApiUrl, timeout: 15_000, retryConfig: { retries: 0 } };
}
