import { reshowCard } from "../delivery/cards.js";
import { append } from "../ledger/append.js";
import type { HumansRows } from "./ports.js";

type Rows = Pick<HumansRows, "calls" | "outbox" | "ledger">;

/** The time that open calls get back, and why where nobody was away: their job had failed. */
export interface Gap {
  from: Date;
  now: Date;
  why?: "failed";
}

/**
 * Moves the times of a failed run's open calls by as long as it had failed, and shows the new ones: it goes on, and
 * what waited for it has not run out meanwhile.
 */
export async function delayFailed(rows: Rows, runId: string, from: Date, now: Date): Promise<void> {
  for (const id of await rows.calls.delayOfRun(runId, from, now))
    await showDelayed(rows, id, { from, now, why: "failed" });
}

/** Shows the new times of a call that got time back on its card, and writes down how much it was. */
export async function showDelayed(rows: Rows, id: string, { from, now, why }: Gap): Promise<void> {
  const call = await rows.calls.lockOpen(id);
  if (!call) return;
  // What is asked on another job's card does not say until when that one waits.
  if (!call.joinedTo) await reshowCard(rows, call);
  await append(rows.ledger, {
    chain: `run:${call.runId}`,
    kind: "call_delayed",
    key: `${call.id}:delayed:${now.getTime()}`,
    actor: null,
    at: now,
    data: {
      call: call.id,
      ms: now.getTime() - Math.max(from.getTime(), call.openedAt.getTime()),
      ...(why && { why }),
    },
  });
}
