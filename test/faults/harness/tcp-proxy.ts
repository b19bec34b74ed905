import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { seededRandom } from "../../../playground/workspace/faults.js";
import { createLink, type Link } from "./tcp-link.js";

/** What the network between two processes does. */
export type ProxyMode =
  /** Everything passes. */
  | { kind: "pass" }
  /** Everything passes later, in its order. */
  | { kind: "delay"; ms: number }
  /** Every connection is reset, new ones at once. */
  | { kind: "reset" }
  /** Each piece that arrives resets its connection with this probability, drawn from `seed`. */
  | { kind: "reset-some"; probability: number; seed: number }
  /** Connections are accepted and heard; nothing is passed on and nothing answered. */
  | { kind: "blackhole" }
  /** The other side is gone, and the client is not told, not even afterwards. */
  | { kind: "half-open" }
  /** What is asked arrives; what is answered does not. */
  | { kind: "drop-answers" }
  /** Nobody listens on the port. */
  | { kind: "refuse" };

/** A port in front of another one. */
export interface TcpProxy {
  port: number;
  /** Holds for open connections and for new ones. A connection that lost bytes is reset when its mode ends. */
  mode(next: ProxyMode): void;
  /** Clients that are connected now. */
  connections(): number;
  close(): Promise<void>;
}

/** Starts a proxy on a free port in front of `port`; the server behind it may come and go. */
export async function startTcpProxy(to: { port: number; host?: string }): Promise<TcpProxy> {
  const links = new Set<Link>();
  let mode: ProxyMode = { kind: "pass" };
  let random = seededRandom(1);
  let server = listening(0);
  await ready(server);
  const { port } = server.address() as AddressInfo;

  function listening(at: number): Server {
    return createServer({ allowHalfOpen: true }, accept).listen(at, "127.0.0.1");
  }

  function accept(client: Socket): void {
    if (mode.kind === "reset") {
      client.on("error", () => undefined);
      client.resetAndDestroy();
      return;
    }
    const link = createLink(client, {
      to,
      mode: () => mode,
      isUnlucky: () => mode.kind === "reset-some" && random() < mode.probability,
      onGone: () => links.delete(link),
    });
    links.add(link);
  }

  return {
    port,
    mode(next) {
      const before = mode;
      mode = next;
      if (next.kind === "reset-some") random = seededRandom(next.seed);
      for (const link of links) link.modeChanged();
      if (next.kind === "refuse" && before.kind !== "refuse") server.close();
      if (next.kind !== "refuse" && before.kind === "refuse") server = listening(port);
    },
    connections: () => links.size,
    async close() {
      for (const link of links) link.reset();
      if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function ready(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("listening", resolve);
  });
}
