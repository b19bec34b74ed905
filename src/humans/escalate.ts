import { z } from "zod";
import type { CallAsk, HumanCall } from "../domain/human-call.js";
import { Named } from "../domain/person.js";
import { whisper } from "../delivery/whisper.js";
import { append } from "../ledger/append.js";
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

/** Whether a call goes to the next person after its time. */
export function isEscalated(
  ask: CallAsk,
  context: { escalation: Escalation | null; reach: { isRestricted: boolean } },
): boolean {
  const { escalation } = context;
  if (!escalation || context.reach.isRestricted) return false;
  if (ask.args.fn === "choose" && ask.args.about === "reach") return false;
  if (ask.asked.some((one) => one.id === escalation.to.id)) return false;
  return ask.args.fn === "approve" || !escalation.approvalsOnly;
}

/** Where the next person can read the card; asked of Slack before. */
export type NextPlace = "here" | "direct" | "closed";

/**
 * Asks the next person of a call whose time has passed, once: nothing else happens until somebody decides. Somebody
 * who is not in a private place is not asked by us; the requester is told, and can do it.
 */
export async function escalateCall(
  rows: Pick<HumansRows, "calls" | "outbox" | "ledger" | "runs">,
  due: HumanCall,
  place: NextPlace,
  reachedPlace: string,
  now: Date,
): Promise<void> {
  const call = await rows.calls.lockOpen(due.id);
  const to = call?.escalateTo;
  if (!call?.escalateAt || !to) return;
  if (call.asked.some((one) => one.id === to.id)) return rows.calls.dropEscalation(call.id);
  if (place === "closed") {
    await rows.calls.dropEscalation(call.id);
    await tellRequester(rows, call, to);
    return;
  }
  const asked = await askOneMore(rows, call, {
    who: to,
    by: null,
    direct: place === "direct",
    place: reachedPlace,
    now,
  });
  if (!asked) return;
  await append(rows.ledger, {
    chain: `run:${call.runId}`,
    kind: "call_escalated",
    key: `${call.id}:escalated`,
    actor: null,
    at: now,
    data: { call: call.id, to: to.id },
  });
}

async function tellRequester(
  rows: Pick<HumansRows, "outbox" | "runs">,
  call: HumanCall,
  to: Named,
): Promise<void> {
  const run = await rows.runs.summary(call.runId);
  if (!run) return;
  await whisper(
    rows,
    {
      key: `${call.id}:escalation`,
      runId: run.id,
      channel: call.channel,
      threadTs: call.threadTs,
      userId: run.requester.id,
    },
    `Nobody has decided yet, and ${to.name} is not in here. Use “Ask someone else” on the card to send it there.`,
  );
}
