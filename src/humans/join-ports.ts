import type { HumanCall } from "../domain/human-call.js";

/** Calls of a schedule's times that join one card, inside one transaction. */
export interface JoinRows {
  /** The schedule whose time this run is, or null. */
  scheduleOf(runId: string): Promise<string | null>;
  /** The open call of another run that asks exactly the same and has a card of its own; locked until the end. */
  openTwin(same: string, runId: string): Promise<HumanCall | null>;
  /** Open calls that are asked on this one's card, oldest first; locked until the end. */
  joinedTo(callId: string): Promise<HumanCall[]>;
  /** Puts a joined call on another's card, or (null) on one of its own. */
  follow(callId: string, lead: { id: string; card: string } | null): Promise<void>;
}
