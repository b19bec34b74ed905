import { createHmac } from "node:crypto";
import type { Carrier, CarrierAnswer, DeliveryKind } from "./carrier.js";
import { asText, type Json, type JsonObject } from "./json.js";

/** The signature Slack puts on a request: `v0=` and an HMAC over version, time and raw body. */
export function signature(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
}

function encode(kind: DeliveryKind, payload: JsonObject): { body: string; type: string } {
  if (kind === "events_api") return { body: JSON.stringify(payload), type: "application/json" };
  const form = new URLSearchParams();
  if (kind === "interactive") form.set("payload", JSON.stringify(payload));
  else for (const [key, value] of Object.entries(payload)) form.set(key, asText(value));
  return { body: form.toString(), type: "application/x-www-form-urlencoded" };
}

function parseBody(text: string): Json | undefined {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    // A command may be answered with plain text; Slack shows it as it is.
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Reaches the app by signed requests to `url()`; nothing is sent while that is undefined. */
export function createHttpMode(options: {
  url: () => string | undefined;
  signingSecret: string;
  ackTimeoutMs: number;
  nowSeconds: () => number;
}): Carrier & { urlChanged(): void } {
  const listeners: (() => void)[] = [];
  return {
    ready: () => options.url() !== undefined,
    onReady: (listener) => void listeners.push(listener),
    urlChanged: () => listeners.forEach((listener) => listener()),
    async send(kind, payload, { attempt, reason }): Promise<CarrierAnswer> {
      const url = options.url();
      if (url === undefined) return { acked: false, why: "disconnected" };
      const { body, type } = encode(kind, payload);
      const timestamp = options.nowSeconds();
      try {
        const answer = await fetch(url, {
          method: "POST",
          body,
          signal: AbortSignal.timeout(options.ackTimeoutMs),
          headers: {
            "content-type": type,
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "x-slack-request-timestamp": String(timestamp),
            "x-slack-signature": signature(options.signingSecret, timestamp, body),
            ...(attempt > 0
              ? { "x-slack-retry-num": String(attempt), "x-slack-retry-reason": reason }
              : {}),
          },
        });
        const text = await answer.text();
        if (answer.ok) return { acked: true, response: parseBody(text) };
        return {
          acked: false,
          why: "http_error",
          noRetry: answer.headers.get("x-slack-no-retry") === "1",
        };
      } catch (error) {
        const timedOut = error instanceof DOMException && error.name === "TimeoutError";
        return { acked: false, why: timedOut ? "timeout" : "http_error" };
      }
    },
  };
}
