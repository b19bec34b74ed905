import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import { SlackRefusal } from "./refusal.js";

/** Short-lived permissions to open a modal for the person who just pressed something. */
export interface Triggers {
  issue(user: string, viewId?: string): string;
  /** Uses a trigger up; refuses unknown, used and late ones with Slack's names. */
  exchange(trigger: string): { user: string; viewId: string | undefined };
}

/** Triggers that live `ttlMs` and work once. */
export function createTriggers(ttlMs: number, teamNumber = "1337"): Triggers {
  const issued = new Map<
    string,
    { user: string; viewId: string | undefined; atMs: number; used: boolean }
  >();
  let count = 0;
  return {
    issue(user, viewId) {
      count += 1;
      const id = `${Date.now()}${count}.${teamNumber}.${randomBytes(16).toString("hex")}`;
      issued.set(id, { user, viewId, atMs: performance.now(), used: false });
      return id;
    },
    exchange(trigger) {
      const found = issued.get(trigger);
      if (!found) throw new SlackRefusal("invalid_trigger_id");
      if (performance.now() - found.atMs > ttlMs) throw new SlackRefusal("expired_trigger_id");
      if (found.used) throw new SlackRefusal("exchanged_trigger_id");
      found.used = true;
      return { user: found.user, viewId: found.viewId };
    },
  };
}
