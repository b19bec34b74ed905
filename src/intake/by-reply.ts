import type { Transact } from "../domain/transact.js";
import { type Presser, tellPresser, whisper } from "../delivery/whisper.js";
import type { DecideInput, DecideOutcome } from "../humans/decide.js";
import { functionOf } from "../humans/functions/registry.js";
import { labelOf } from "./call-label.js";
import type { IntakeRows } from "./ports.js";

/** Somebody whose words in a thread are about a call. */
interface Replier extends Presser {
  team: string;
  /** Runs in the transaction of the decision. */
  alongside: (rows: IntakeRows) => Promise<void>;
}

/** What words in a thread do to a call, once they are committed; each gives the run to wake, or null. */
export interface ByReply {
  /** A bare answer, such as `approve` or `2`; where it fits several calls, the person is asked which one is meant. */
  answer(input: Replier & { callIds: string[]; word: string }): Promise<string | null>;
  /** Words that were kept as a note become the change that is asked for. */
  sendBack(input: Replier & { callId: string; noteId: string }): Promise<string | null>;
}

/** Makes the way in for replies: through the same `decide` as every button and form. */
export function createByReply(deps: {
  transact: Transact<IntakeRows>;
  decide: (input: DecideInput<IntakeRows>) => Promise<DecideOutcome>;
}): ByReply {
  const runOf = (outcome: DecideOutcome) => (outcome.kind === "decided" ? outcome.runId : null);
  return {
    async answer({ callIds, word, ...input }) {
      const [callId = "", ...more] = callIds;
      if (more.length > 0) {
        await deps.transact(async (rows) => {
          await input.alongside(rows);
          await askWhich(rows, input, callIds, word);
        });
        return null;
      }
      const call = await deps.transact((rows) => rows.calls.get(callId));
      const reply = call && functionOf(call.args).reply(word);
      const { verb, values } = reply ?? { verb: word, values: {} };
      return runOf(await deps.decide({ ...input, callId, verb, values, via: "reply" }));
    },
    async sendBack({ noteId, ...input }) {
      const note = await deps.transact(async (rows) => {
        const found = await rows.notes.get(noteId);
        const call = await rows.calls.get(input.callId);
        // Only their own words, and only about the job that they were said to.
        if (found && found.userId === input.actor && found.runId === call?.runId) return found;
        await input.alongside(rows);
        await tellPresser(rows, input, "That is not there any more. Nothing was changed.");
        return null;
      });
      if (!note) return null;
      const outcome = await deps.decide({
        ...input,
        verb: "changes",
        values: { note: note.text },
        via: "reply",
        decided: (rows) => rows.notes.sendBack(note.id),
      });
      return runOf(outcome);
    },
  };
}

/** Says which questions a bare answer could be for; only a button says which one it was. */
async function askWhich(
  rows: IntakeRows,
  { actor, channel, key, threadTs }: Presser,
  callIds: string[],
  word: string,
): Promise<void> {
  const calls = await Promise.all(callIds.map((id) => rows.calls.get(id)));
  const choices = calls.flatMap((call) =>
    call ? [{ callId: call.id, label: labelOf(call) }] : [],
  );
  await whisper(
    rows,
    { key: `which:${key}`, channel, threadTs, userId: actor },
    { kind: "reply", ask: "which", said: word, choices, noteId: null },
  );
}
