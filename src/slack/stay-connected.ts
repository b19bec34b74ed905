import { z } from "zod";
import type { Log } from "../log.js";
import { type Meter, silentMeter } from "../meter.js";
import { reconnectDelay } from "./reconnect-delay.js";

/** What we need of Slack's own socket client; it must not reconnect by itself. */
export interface SocketClient {
  start(): Promise<unknown>;
  disconnect(): Promise<unknown>;
  on(event: "connected" | "disconnected", listener: () => void): unknown;
  on(event: "ws_message", listener: (data: unknown) => void): unknown;
}

/** A socket that is opened again whenever it is gone. */
export interface StandingSocket {
  /** Resolves with the first connection; rejects only when Slack says that the token is wrong. */
  start(): Promise<void>;
  connected(): boolean;
  /** Why Slack does not take our connection, in its word; null while it does. */
  trouble(): string | null;
  stop(): Promise<void>;
}

/** A connection that has stood for so long is no failure when it ends. */
const STOOD_MS = 3_000;
/** An attempt that has not led anywhere by then is given up. */
const ATTEMPT_MS = 20_000;
/** Slack's words for a token that will never do: at the start somebody has to know at once. */
const WRONG_TOKEN =
  /^(not_authed|invalid_auth|account_inactive|user_removed_from_team|team_disabled|not_allowed_token_type)$/;
/** Why Slack closes a connection in the course of things. */
const ROUTINE = new Set(["warning", "refresh_requested"]);

/**
 * Keeps one socket open. The library's own way waits two seconds after each routine change, never longer when Slack
 * refuses again and again, and ends the process when Slack says no while it reconnects.
 */
export function stayConnected(
  client: SocketClient,
  deps: { log: Log; meter?: Meter; random?: () => number; nowMs?: () => number },
): StandingSocket {
  const { log, meter = silentMeter, random = Math.random, nowMs = () => performance.now() } = deps;
  let isOn = false;
  let hasStood = false;
  let isEnding = false;
  let failures = 0;
  let since = 0;
  let said: string | null = null;
  let trouble: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let settleFirst: { resolve(): void; reject(error: unknown): void } | undefined;

  client.on("connected", () => {
    isOn = true;
    hasStood = true;
    since = nowMs();
    said = null;
    if (trouble !== null) log.info({ after: failures }, "Slack takes the connection again");
    trouble = null;
    settleFirst?.resolve();
  });
  client.on("ws_message", (data) => {
    said = reasonIn(data) ?? said;
  });
  client.on("disconnected", () => {
    const stood = isOn && nowMs() - since >= STOOD_MS;
    isOn = false;
    if (stood) failures = 0;
    again(said === null || ROUTINE.has(said) ? null : said);
    said = null;
  });

  /** Plans the next attempt; `refusal` is Slack's word for why it does not want us, null where it said none. */
  function again(refusal: string | null): void {
    if (isEnding || timer) return;
    const waitMs = reconnectDelay({ failures, isRefused: refusal !== null, random });
    failures += 1;
    if (refusal !== null) {
      trouble = refusal;
      meter.count("fermata_slack_socket_refused_total", { reason: refusal });
      log.error(
        { code: "SLACK_SOCKET_REFUSED", reason: refusal, failures, waitMs: Math.round(waitMs) },
        "Slack does not take the connection; what is to be shown goes out all the same",
      );
    }
    timer = setTimeout(() => {
      timer = undefined;
      void attempt();
    }, waitMs);
  }

  async function attempt(): Promise<void> {
    const late = setTimeout(() => void client.disconnect(), ATTEMPT_MS);
    try {
      await client.start();
    } catch (error) {
      const code = codeOf(error);
      if (!hasStood && code !== null && WRONG_TOKEN.test(code)) return settleFirst?.reject(error);
      // Without an error it ended before it stood: the event of the end has planned the next one.
      again(code);
    } finally {
      clearTimeout(late);
    }
  }

  return {
    async start() {
      const first = new Promise<void>((resolve, reject) => {
        settleFirst = { resolve, reject };
      });
      await Promise.all([attempt(), first]);
    },
    connected: () => isOn,
    trouble: () => trouble,
    async stop() {
      isEnding = true;
      clearTimeout(timer);
      settleFirst?.resolve();
      await client.disconnect();
    },
  };
}

const Goodbye = z.object({
  type: z.literal("disconnect"),
  reason: z.string().regex(/^[a-z_]{1,40}$/),
});

/** The reason in Slack's frame that ends a connection; null for any other, whatever people put into it. */
function reasonIn(data: unknown): string | null {
  if (typeof data !== "string" || !data.includes('"disconnect"')) return null;
  const read = Goodbye.safeParse(parsed(data));
  return read.success ? read.data.reason : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Slack also sends plain words, such as its pings.
    return null;
  }
}

/** Slack's error name; null where Slack was not reached, or said nothing. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("data" in error)) return null;
  const { data } = error;
  const code = typeof data === "object" && data !== null && "error" in data ? data.error : null;
  return typeof code === "string" && /^[a-z_]{1,60}$/.test(code) ? code : null;
}
