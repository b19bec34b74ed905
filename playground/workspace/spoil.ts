import type { ServerResponse } from "node:http";
import type { Fault } from "./faults.js";
import type { JsonObject } from "./json.js";

/** Answers a call as its planned fault says; `send` is the ordinary way to answer. */
export function spoil(
  fault: Fault,
  send: (status: number, body: JsonObject, headers?: Record<string, string>) => void,
  response: ServerResponse,
): void {
  const text = (status: number, body: string, type = "text/html") => {
    response.writeHead(status, { "content-type": type });
    response.end(body);
  };
  switch (fault.kind) {
    case "429":
      return send(
        429,
        { ok: false, error: "ratelimited" },
        { "retry-after": String(fault.retryAfterS ?? 1) },
      );
    case "403":
      return text(403, "<html><body><h1>Not allowed by your organisation</h1></body></html>");
    case "500":
      return send(500, { ok: false, error: "internal_error" });
    case "503":
      return text(503, "upstream connect error", "text/plain");
    case "error":
      return send(200, { ok: false, error: fault.error ?? "internal_error" });
    case "html":
      return text(503, "<html><body><h1>503 Service Unavailable</h1></body></html>");
    case "html-200":
      return text(200, "<html><body><h1>We will be back soon</h1></body></html>");
    case "empty":
      return text(200, "", "application/json");
    case "truncated":
      return text(200, '{"ok":true,"channel":"C0', "application/json");
    case "slow":
    case "timeout":
      // Nothing is ever answered; the connection ends when the app gives up or the server stops.
      return;
    case "reset":
      return void response.socket?.resetAndDestroy();
    case "drop-after-accept":
      response.destroy();
  }
}
