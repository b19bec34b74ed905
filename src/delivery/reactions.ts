import { isFireKey } from "../domain/fire-key.js";
import type { OutboxRows } from "./ports.js";

/** The place of a message that a reaction stands on. */
interface Spot {
  runId: string | null;
  channel: string;
  messageTs: string;
}

async function put(
  rows: { outbox: OutboxRows },
  spot: Spot,
  name: string,
  on: boolean,
): Promise<void> {
  // No message asked for what a schedule started.
  if (isFireKey(spot.messageTs)) return;
  // A run that goes on from an earlier one has `<ts>#<click>` as its key: the reaction stands on the message.
  const messageTs = spot.messageTs.split("#")[0] ?? spot.messageTs;
  await rows.outbox.put({
    type: "reaction",
    opKey: `react:${spot.channel}:${messageTs}:${name}`,
    runId: spot.runId,
    channel: spot.channel,
    messageTs,
    name,
    on,
  });
}

/** 👀 on a message: it was taken. */
export async function reactTaken(rows: { outbox: OutboxRows }, spot: Spot): Promise<void> {
  await put(rows, spot, "eyes", true);
}

/** Replaces 👀 on the request by ✅ (done) or ⏹ (ended without a result). */
export async function reactEnded(
  rows: { outbox: OutboxRows },
  spot: Spot,
  how: "done" | "stopped",
): Promise<void> {
  await put(rows, spot, "eyes", false);
  await put(rows, spot, how === "done" ? "white_check_mark" : "black_square_for_stop", true);
}

/** Puts 👀 back after "Try again" or "Go on after all". */
export async function reactRetried(rows: { outbox: OutboxRows }, spot: Spot): Promise<void> {
  await put(rows, spot, "black_square_for_stop", false);
  await put(rows, spot, "eyes", true);
}

/** Takes 👀 away where a message of its own says how it goes on. */
export async function reactSettled(rows: { outbox: OutboxRows }, spot: Spot): Promise<void> {
  await put(rows, spot, "eyes", false);
}
