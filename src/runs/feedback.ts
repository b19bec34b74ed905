import type { Clock } from "../clock.js";
import type { Alongside, Transact } from "../domain/transact.js";
import { tellPresser } from "../delivery/whisper.js";
import type { Authoriser } from "../humans/authorise.js";
import { append } from "../ledger/append.js";
import { isColleague } from "../policy/policy.js";
import type { AgainInput } from "./again.js";
import type { RunsRows } from "./ports.js";

const THANKS = {
  good: "Thank you, noted as good.",
  bad: "Thank you, noted as not good. Tell me in the thread what to change.",
} as const;

/** Makes the way to say what one thinks of a result: once a person, the last word counts, thanked privately. */
export function createFeedback<Rows extends RunsRows>(deps: {
  transact: Transact<Rows>;
  authoriser: Authoriser;
  clock: Clock;
}): (input: AgainInput & Alongside<Rows> & { value: "good" | "bad" }) => Promise<void> {
  return async (input) => {
    const person = await deps.authoriser.person(input.team, input.actor);
    const verdict = isColleague(person);
    await deps.transact(async (rows) => {
      await input.alongside?.(rows);
      const tell = (text: string) => tellPresser(rows, input, text, input.runId);
      const run = await rows.runs.summary(input.runId);
      if (!run || run.team !== input.team || run.channel !== input.channel) {
        return tell("That job is not there any more.");
      }
      if (!verdict.allow) return tell(verdict.why);
      const at = deps.clock.now();
      await rows.feedback.put({ runId: run.id, person: person.id, value: input.value, at });
      await append(rows.ledger, {
        chain: `run:${run.id}`,
        kind: "feedback_given",
        key: `feedback:${input.key}`,
        actor: person.id,
        at,
        data: { value: input.value },
      });
      return tell(THANKS[input.value]);
    });
  };
}
