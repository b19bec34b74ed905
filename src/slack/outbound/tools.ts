import type { WebClient } from "@slack/web-api";
import type { OutboxItem } from "../../domain/outbox-item.js";
import type { Log } from "../../log.js";
import type { FirstCall } from "./first-call.js";
import type { Budget } from "./pace.js";
import type { HeldRows } from "./held-rows.js";
import type { SurfaceRows } from "./ports.js";

/** What a message needs to know of the workspace and its readers. */
export interface OutboundContext {
  /** `domain` is the part before `.slack.com`. */
  team: { id: string; domain: string };
  /** The bot's own `bot_id`: only its messages count when reading back. */
  botId: string;
  /** IANA zone for fallback dates. */
  tz: string;
}

/** What every kind of sending works with. */
export interface SendTools {
  client: WebClient;
  held: Pick<HeldRows, "trying" | "stillOurs">;
  surface: SurfaceRows;
  budget: Budget;
  firstCall: FirstCall;
  context: (item: OutboxItem) => Promise<OutboundContext>;
  /** The id of the direct message with a person; absent: their own id is used. */
  dmWith?: (userId: string) => Promise<string>;
  log: Log;
}
