import { connect, type Socket } from "node:net";
import type { ProxyMode } from "./tcp-proxy.js";

/** One connection through the proxy. */
export interface Link {
  /** Looks at the mode again: some modes end a connection, or hurt it. */
  modeChanged(): void;
  /** Ends it as a crashed machine would: with a RST. */
  reset(): void;
}

/** What a link asks the proxy. */
export interface LinkDeps {
  to: { port: number; host?: string };
  mode(): ProxyMode;
  /** Whether the piece that has just come resets the connection. */
  isUnlucky(): boolean;
  onGone(): void;
}

/** Carries a client's bytes to the server behind and back, as the mode of the moment says. */
export function createLink(client: Socket, deps: LinkDeps): Link {
  const isBlind = () => deps.mode().kind === "blackhole" || deps.mode().kind === "half-open";
  // In a hole nobody is called: what is behind never learns of this client.
  const upstream = isBlind() ? undefined : connect(deps.to.port, deps.to.host ?? "127.0.0.1");
  /** Nobody is behind it any more, and the client is never told. */
  let isOrphan = deps.mode().kind === "half-open";
  /** Bytes are missing in it: it must not go on. */
  let isSpoilt = upstream === undefined;

  function reset(): void {
    upstream?.destroy();
    if (!client.destroyed) client.resetAndDestroy();
  }

  function orphan(): void {
    isOrphan = true;
    upstream?.resetAndDestroy();
  }

  /** Whether a piece may go on; a piece that may not is lost. */
  function passes(isAnswer: boolean): boolean {
    if (isOrphan) return false;
    const { kind } = deps.mode();
    if (kind === "blackhole" || (kind === "drop-answers" && isAnswer)) {
      isSpoilt = true;
      return false;
    }
    if (!deps.isUnlucky()) return true;
    reset();
    return false;
  }

  const delayMs = () => {
    const mode = deps.mode();
    return mode.kind === "delay" ? mode.ms : 0;
  };
  if (upstream) {
    carry(client, upstream, () => passes(false), delayMs);
    carry(upstream, client, () => passes(true), delayMs);
    upstream.on("error", () => undefined);
    upstream.on("close", (hadError) => {
      if (isOrphan) return;
      // In a hole the client hears of it only when the hole ends.
      if (deps.mode().kind === "blackhole") isSpoilt = true;
      else if (hadError) reset();
    });
  } else {
    client.resume();
  }
  client.on("error", () => undefined);
  // A client that ends in a hole has ended all the same.
  client.on("end", () => (isOrphan || isSpoilt) && client.end());
  client.on("close", () => {
    upstream?.destroy();
    deps.onGone();
  });

  return {
    reset,
    modeChanged() {
      const { kind } = deps.mode();
      if (isOrphan && kind !== "reset" && kind !== "refuse") return;
      if (kind === "reset" || kind === "refuse") reset();
      else if (kind === "half-open") orphan();
      else if (isSpoilt && kind !== "blackhole") reset();
    },
  };
}

/** Pieces go on in their order, each after its delay; a full reader stops the sender. */
function carry(from: Socket, to: Socket, passes: () => boolean, delayMs: () => number): void {
  let last: Promise<void> = Promise.resolve();
  const later = (work: () => void) => {
    const dueMs = Date.now() + delayMs();
    last = last.then(async () => {
      const leftMs = dueMs - Date.now();
      if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs));
      work();
    });
  };
  from.on("data", (piece: Buffer) => {
    if (!passes()) return;
    later(() => {
      if (to.destroyed || to.write(piece)) return;
      from.pause();
      to.once("drain", () => from.resume());
    });
  });
  from.on("end", () => later(() => to.end()));
}
