import type { Message } from "../workspace/types.js";
import { team } from "./ids.js";

/** One message of a channel as somebody said it. */
export function said(ts: string, user: string, text: string): Message {
  return { type: "message", ts, user, team: team.id, text };
}
