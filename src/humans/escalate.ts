import { z } from "zod";
import type { HumanCall } from "../domain/human-call.js";
import { Named } from "../domain/person.js";
import { whisper } from "../delivery/whisper.js";
import { append } from "../ledger/append.js";
import { namesOf } from "../policy/policy.js";
import { askOneMore } from "./ask-one-more.js";
import type { HumansRows } from "./ports.js";

/** Who is asked next if nobody decided in that time, as the request says it. */
export const Escalation = z.object({
  afterMs: z.number().int().positive(),
  to: Named,
  /** With an approval in the job, questions before it do not escalate. */
  approvalsOnly: z.boolean(),
});
export type Escalation = z.infer<typeof Escalation>;

/** Where the next person can read the card; asked of Slack before. */
export type NextPlace = "here" | "direct" | "closed";

/** One of those who are asked next, and where they can read the card. */
export interface NextOne {
  who: Named;
  place: NextPlace;
  /** Where the card stands, in words, for a copy. */
  cardPlace: string;
}

/**
 * Asks the next people of a call whose time has passed, once: nothing else happens until somebody decides. Somebody
 * who is not in a private place is not asked by us; the requester is told, and can do it.
 */
export async function escalateCall(
  rows: Pick<HumansRows, "calls" | "outbox" | "ledger" | "runs">,
  due: HumanCall,
  next: NextOne[],
  now: Date,
): Promise<void> {
  const call = await rows.calls.lockOpen(due.id);
  if (!call?.escalateAt) return;
  await rows.calls.dropEscalation(call.id);
  const isNext = ({ who }: NextOne) => call.escalateTo.some((one) => one.id === who.id);
  for (const { who, place, cardPlace } of next.filter(isNext)) {
    if (place === "closed") continue;
    // Read anew for each: the one before is asked by now.
    const open = await rows.calls.lockOpen(call.id);
    const direct = place === "direct";
    const more = { who, by: null, direct, place: cardPlace, now };
    if (!open || !(await askOneMore(rows, open, more))) continue;
    await append(rows.ledger, {
      chain: `run:${call.runId}`,
      kind: "call_escalated",
      key: `${call.id}:escalated:${who.id}`,
      actor: null,
      at: now,
      data: { call: call.id, to: who.id },
    });
  }
  const closed = next.filter((one) => isNext(one) && one.place === "closed");
  await tellRequester(
    rows,
    call,
    closed.map((one) => one.who),
  );
}

async function tellRequester(
  rows: Pick<HumansRows, "outbox" | "runs">,
  call: HumanCall,
  outside: Named[],
): Promise<void> {
  const run = await rows.runs.summary(call.runId);
  if (!run || outside.length === 0) return;
  const who = namesOf(outside).replace(" or ", " and ");
  await whisper(
    rows,
    {
      key: `${call.id}:escalation`,
      runId: run.id,
      channel: call.channel,
      threadTs: call.threadTs,
      userId: run.requester.id,
    },
    `Nobody has decided yet, and ${who} ${outside.length > 1 ? "are" : "is"} not in here. Use “Ask someone else” on the card to send it there.`,
  );
}
