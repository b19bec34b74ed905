import type { Json, JsonObject } from "./json.js";

/** What Slack sends to an app. */
export type DeliveryKind = "events_api" | "interactive" | "slash_commands";

/** Which try this is and why it is repeated. */
export interface Attempt {
  attempt: number;
  reason: string;
}

/** How one try ended; `response` is what the app put into its ack. */
export type CarrierAnswer =
  | { acked: true; response: Json | undefined }
  | { acked: false; why: "timeout" | "disconnected" | "http_error"; noRetry?: boolean };

/** A way to reach the app: Socket Mode connections or signed HTTP requests. */
export interface Carrier {
  ready(): boolean;
  send(kind: DeliveryKind, payload: JsonObject, attempt: Attempt): Promise<CarrierAnswer>;
  /** Calls back whenever the app can be reached again. */
  onReady(listener: () => void): void;
}
