import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { performance } from "node:perf_hooks";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { Carrier, CarrierAnswer } from "./carrier.js";
import { isObject, type Json } from "./json.js";

/** How a connection ends: Slack's own frames, `drop` without any, or `reset` by a RST. */
export type DisconnectKind = "warning" | "refresh_requested" | "link_disabled" | "drop" | "reset";

/** Why Slack does not take a new connection. */
export type SocketRefusal = "too_many_websockets" | "link_disabled";

/** Socket Mode as Slack speaks it. */
export interface SocketMode extends Carrier {
  /** A one-time ticket for `/link`, as `apps.connections.open` gives it. */
  ticket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  disconnect(kind: DisconnectKind): void;
  /** From now on each new connection is told so and closed; null: they are taken again. */
  refuse(why: SocketRefusal | null): void;
  /** When connections were refused, in milliseconds of `performance.now()`. */
  readonly refused: number[];
  close(): Promise<void>;
}

const maxConnections = 10;
/** Slack closes the link itself when an app stays on after the disconnect frame. */
const closeAfterFrameMs = 1_000;

/** Opens the Socket Mode side; `ackTimeoutMs` is how long an app may take to acknowledge. */
export function createSocketMode(options: {
  appId: string;
  ackTimeoutMs: number;
  random: () => number;
  onCount: () => void;
}): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const open = new Set<WebSocket>();
  const tickets = new Set<string>();
  const waiting = new Map<string, { socket: WebSocket; settle: (answer: CarrierAnswer) => void }>();
  const listeners: (() => void)[] = [];
  const refused: number[] = [];
  const raw = new WeakMap<WebSocket, Socket>();
  let refusal: SocketRefusal | null = null;

  const usable = (): WebSocket[] => [...open].filter((socket) => socket.readyState === socket.OPEN);

  const leave = (socket: WebSocket): void => {
    open.delete(socket);
    for (const entry of waiting.values())
      if (entry.socket === socket) entry.settle({ acked: false, why: "disconnected" });
    options.onCount();
  };

  const hear = (socket: WebSocket, data: string): void => {
    const frame = parseFrame(data);
    // An app that sends anything but JSON here is cut off.
    if (frame === undefined) return socket.close(1008, "not JSON");
    if (!isObject(frame) || typeof frame["envelope_id"] !== "string") return;
    const payload: Json | undefined = frame["payload"];
    const empty = isObject(payload) && Object.keys(payload).length === 0;
    waiting
      .get(frame["envelope_id"])
      ?.settle({ acked: true, response: empty ? undefined : payload });
  };

  server.on("connection", (socket: WebSocket) => {
    const why = refusal ?? (open.size >= maxConnections ? "too_many_websockets" : null);
    if (why !== null) {
      refused.push(performance.now());
      socket.send(JSON.stringify({ type: "disconnect", reason: why }));
      socket.close();
      return;
    }
    open.add(socket);
    socket.on("close", () => leave(socket));
    socket.on("error", () => socket.terminate());
    socket.on("message", (data: Buffer) => hear(socket, data.toString("utf8")));
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: open.size,
        connection_info: { app_id: options.appId },
        debug_info: { host: "playground", build_number: 1, approximate_connection_time: 18_060 },
      }),
    );
    options.onCount();
    for (const listener of listeners) listener();
  });

  return {
    ready: () => usable().length > 0,
    connections: () => usable().length,
    onReady: (listener) => void listeners.push(listener),
    ticket() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return ticket;
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      const ticket = url.searchParams.get("ticket") ?? "";
      if (url.pathname !== "/link" || !tickets.delete(ticket)) return void socket.destroy();
      server.handleUpgrade(request, socket, head, (link) => {
        raw.set(link, request.socket);
        server.emit("connection", link, request);
      });
    },
    send(kind, payload, { attempt, reason }) {
      const links = usable();
      const link = links[Math.floor(options.random() * links.length)];
      if (!link) return Promise.resolve({ acked: false, why: "disconnected" });
      const id = randomUUID();
      return new Promise<CarrierAnswer>((resolve) => {
        const settle = (answer: CarrierAnswer): void => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(answer);
        };
        const timer = setTimeout(
          () => settle({ acked: false, why: "timeout" }),
          options.ackTimeoutMs,
        );
        waiting.set(id, { socket: link, settle });
        link.send(
          JSON.stringify({
            envelope_id: id,
            type: kind,
            payload,
            accepts_response_payload: kind !== "events_api",
            retry_attempt: attempt,
            retry_reason: reason,
          }),
        );
      });
    },
    disconnect(kind) {
      for (const link of usable()) {
        if (kind === "drop" || kind === "reset") {
          if (kind === "reset") raw.get(link)?.resetAndDestroy();
          link.terminate();
          continue;
        }
        link.send(
          JSON.stringify({ type: "disconnect", reason: kind, debug_info: { host: "playground" } }),
        );
        if (kind !== "warning") setTimeout(() => link.terminate(), closeAfterFrameMs).unref();
      }
    },
    refused,
    refuse(why) {
      refusal = why;
    },
    close() {
      for (const link of open) link.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function parseFrame(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
