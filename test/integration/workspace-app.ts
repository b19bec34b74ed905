import { App, LogLevel, SocketModeReceiver, type Logger } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { WebSocket } from "ws";
import { credentials } from "../../playground/seed/ids.js";
import type { JsonObject } from "../../playground/workspace/json.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";

/** A Bolt app connected to a local workspace by Socket Mode; `stop` closes its link. */
export async function connectApp(
  workspace: Workspace,
  listen: (app: App) => void = () => undefined,
): Promise<{ app: App; reconnected(): Promise<void>; stop(): Promise<void> }> {
  // Bolt writes into the options it is given, so each of its clients gets its own.
  const clientOptions = () => ({ slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } });
  const receiver = new SocketModeReceiver({
    appToken: credentials.appToken,
    logLevel: LogLevel.ERROR,
    clientPingTimeout: 1_000,
    installerOptions: { clientOptions: clientOptions() },
  });
  const app = new App({
    token: credentials.botToken,
    receiver,
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
    clientOptions: clientOptions(),
  });
  await app.init();
  listen(app);
  await app.start();
  await workspace.waitFor((seen) => seen.connected(), { what: "the app's link" });
  return {
    app,
    reconnected: () => new Promise((resolve) => receiver.client.once("connected", () => resolve())),
    stop: () => receiver.client.disconnect(),
  };
}

const nothing = (): void => undefined;
/** Refusals are expected in tests; the client would print each of them. */
const silent: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

/** A Web API client with the bot's token that never retries. */
export function botClient(workspace: Workspace, token: string = credentials.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: workspace.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
}

/** What the server sent over a raw link. */
export interface Frame {
  type: string;
  envelope_id?: string;
  payload?: JsonObject & { event?: JsonObject; event_id?: string };
  retry_attempt?: number;
  retry_reason?: string;
  accepts_response_payload?: boolean;
  reason?: string;
}

/** A bare Socket Mode link that acknowledges nothing by itself. */
export interface Link {
  readonly frames: Frame[];
  /** The next frame that fits and was not handed out before. */
  next(fits: (frame: Frame) => boolean): Promise<Frame>;
  ack(frame: Frame, payload?: JsonObject): void;
  close(): Promise<void>;
}

/** Opens a bare link and waits for its hello, or for the frame that turns it away. */
export async function openLink(
  workspace: Workspace,
  first: "hello" | "disconnect" = "hello",
): Promise<Link> {
  const { url } = await botClient(workspace, credentials.appToken).apps.connections.open();
  const socket = new WebSocket(url ?? "");
  const frames: Frame[] = [];
  const handedOut = new Set<Frame>();
  const waiting = new Set<() => void>();
  socket.on("message", (data: Buffer) => {
    frames.push(JSON.parse(data.toString("utf8")) as Frame);
    for (const look of waiting) look();
  });
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  const link: Link = {
    frames,
    next(fits) {
      return new Promise((resolve) => {
        const look = (): void => {
          const found = frames.find((frame) => !handedOut.has(frame) && fits(frame));
          if (!found) return;
          handedOut.add(found);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
    ack: (frame, payload = {}) =>
      socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload })),
    close() {
      socket.close();
      return closed;
    },
  };
  await link.next((frame) => frame.type === first);
  return link;
}

/** True for an event of that type in a frame. */
export function isEvent(type: string): (frame: Frame) => boolean {
  return (frame) => frame.type === "events_api" && frame.payload?.event?.["type"] === type;
}
