import { bot } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { placeNames } from "./places.js";

/** A button on a message of the bot that nobody pressed yet. */
export interface Button {
  channel: string;
  ts: string;
  threadTs: string;
  verb: "call.approve" | "run.why";
}

/** Finds buttons to press, each message once, oldest first. */
export function createButtons(workspace: Workspace): { next(): Button | undefined } {
  const seen = new Map<string, number>();
  const found: Button[] = [];
  const look = () => {
    for (const channel of placeNames) {
      const messages = workspace.messages(channel);
      for (const message of messages.slice(seen.get(channel) ?? 0)) {
        if (message.user !== bot.userId) continue;
        const blocks = JSON.stringify(message.blocks ?? []);
        const verb = (["call.approve", "run.why"] as const).find((id) =>
          blocks.includes(`"action_id":"${id}"`),
        );
        if (verb) found.push({ channel, ts: message.ts, threadTs: message.thread_ts ?? "", verb });
      }
      seen.set(channel, messages.length);
    }
  };
  return {
    next() {
      look();
      return found.shift();
    },
  };
}
