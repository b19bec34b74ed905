import type { WebClient } from "@slack/web-api";
import { readFailure } from "./outbound/outcome.js";

/** Whether Fermata can read and write in a conversation; one it cannot see counts as no. */
export async function isMember(client: WebClient, channel: string): Promise<boolean> {
  try {
    const { channel: found } = await client.conversations.info({ channel });
    return found?.is_im === true || found?.is_member === true;
  } catch (error) {
    const { code } = readFailure(error);
    if (code === "channel_not_found" || code === "missing_scope") return false;
    throw error;
  }
}
