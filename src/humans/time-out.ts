import type { HumanCall } from "../domain/human-call.js";
import { showReminder } from "../delivery/cards.js";
import { gathered } from "../delivery/gathered.js";
import { append } from "../ledger/append.js";
import { appendAll } from "../ledger/append-all.js";
import { storedFunction } from "./functions/registry.js";
import { nextReminder, type WorkingHours } from "./deadlines.js";
import { passOn } from "./join.js";
import type { HumansRows } from "./ports.js";
import { settleCall } from "./show-call.js";

type Rows = Pick<HumansRows, "calls" | "joins" | "outbox" | "ledger">;

/**
 * Ends calls that nobody answered in time, at most `limit` of them; returns their runs, which can go on. Workers that
 * do it at the same moment each end what the others have not.
 */
export async function expireCalls(
  rows: Rows & Pick<HumansRows, "votes">,
  now: Date,
  limit: number,
): Promise<string[]> {
  const due = await rows.calls.pastDeadline(now, limit);
  const ended = new Set(
    await rows.calls.expireAll(
      due.map((call) => call.id),
      now,
    ),
  );
  const calls = due.filter((call) => ended.has(call.id));
  for (const call of calls) await passOn(rows, expired(call, now), now);
  await gathered(rows.outbox, async (gathering) => {
    for (const call of calls) {
      const votes = call.need > 1 ? await rows.votes.ofCall(call.id) : [];
      await settleCall(gathering, expired(call, now), votes.length > 0 ? { votes } : {});
    }
  });
  await appendAll(
    rows.ledger,
    calls.map((call) => ({
      chain: `run:${call.runId}`,
      kind: "call_expired",
      key: `${call.id}:expired`,
      actor: null,
      at: now,
      data: { call: call.id, silence: call.silence },
    })),
  );
  return calls.map((call) => call.runId);
}

function expired(call: HumanCall, now: Date): HumanCall {
  return { ...call, status: "expired", outcome: { verb: "silence" }, decidedAt: now };
}

/**
 * Reminds the people asked: once, or, where there is no end without an answer, once a working day of whoever asked.
 */
export async function remindCalls(
  rows: Rows & Pick<HumansRows, "runs" | "votes">,
  now: Date,
  limit: number,
  hours: WorkingHours,
): Promise<number> {
  let reminded = 0;
  for (const call of await rows.calls.remindersDue(now, limit)) {
    const run = call.silence === "wait" ? await rows.runs.summary(call.runId) : null;
    const next = run && nextReminder(now, run.requesterTz, hours);
    if (!(await rows.calls.markReminded(call, now, next))) continue;
    const bound = storedFunction(call.args);
    if (!bound) continue;
    const { about, words } = bound;
    const votes = call.need > 1 ? await rows.votes.ofCall(call.id) : [];
    const done = new Set(votes.map((one) => one.userId));
    await showReminder(rows, call, { at: now, about, means: words.silenceMeans }, done);
    await append(rows.ledger, {
      chain: `run:${call.runId}`,
      kind: "call_reminded",
      key: call.remindedAt ? `${call.id}:reminded@${now.getTime()}` : `${call.id}:reminded`,
      actor: null,
      at: now,
      data: { call: call.id },
    });
    reminded += 1;
  }
  return reminded;
}

/**
 * Cancels what is open and nobody needs any more, all of it when a run ends: the cards lose their buttons. `needed` are
 * the calls that stay, by id. `why` "updated": the cards say that an update left them behind.
 */
export async function cancelCalls(
  rows: Rows,
  runId: string,
  now: Date,
  needed: Readonly<Record<string, unknown>> = {},
  why: "not needed" | "updated" = "not needed",
): Promise<void> {
  for (const call of await rows.calls.ofRun(runId)) {
    if (call.status !== "open" || call.id in needed) continue;
    if (!(await rows.calls.end(call.id, "cancelled", null, null, now))) continue;
    const fresh = (await rows.calls.get(call.id)) ?? call;
    const cancelled: HumanCall = { ...fresh, status: "cancelled", decidedAt: now };
    await passOn(rows, cancelled, now);
    await settleCall(rows, cancelled, {}, why);
    await append(rows.ledger, {
      chain: `run:${runId}`,
      kind: "call_cancelled",
      key: `${call.id}:cancelled`,
      actor: null,
      at: now,
      data: { call: call.id },
    });
  }
}
