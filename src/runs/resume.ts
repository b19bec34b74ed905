import type { Clock } from "../clock.js";
import type { Alongside, Transact } from "../domain/transact.js";
import { showGoneOn } from "../delivery/ended.js";
import { reactRetried } from "../delivery/reactions.js";
import { tellPresser } from "../delivery/whisper.js";
import type { Authoriser } from "../humans/authorise.js";
import { append } from "../ledger/append.js";
import { mayResume } from "../policy/may-resume.js";
import type { PolicySettings } from "../policy/policy.js";
import type { AgainInput } from "./again.js";
import type { RunsRows } from "./ports.js";

/**
 * Makes "Go on after all": a job that somebody stopped is queued again and goes on from where it was; the questions
 * that the stop cancelled are asked again. Returns the run to wake, or null.
 */
export function createResume<Rows extends RunsRows>(deps: {
  transact: Transact<Rows>;
  authoriser: Authoriser;
  policy: PolicySettings;
  clock: Clock;
}): (input: AgainInput & Alongside<Rows>) => Promise<string | null> {
  return async (input) => {
    const person = await deps.authoriser.person(input.team, input.actor);
    return deps.transact(async (rows) => {
      await input.alongside?.(rows);
      const tell = async (text: string) => {
        await tellPresser(rows, input, text, input.runId);
        return null;
      };
      const run = await rows.runs.summary(input.runId);
      if (!run || run.team !== input.team || run.channel !== input.channel) {
        return tell("That job is not there any more.");
      }
      const calls = await rows.calls.ofRun(run.id);
      const verdict = mayResume(
        person,
        {
          requesterId: run.requester.id,
          requesterName: run.requester.name,
          deciderIds: calls.flatMap((call) => [...call.asked, ...call.others].map((p) => p.id)),
        },
        deps.policy,
      );
      if (!verdict.allow) return tell(verdict.why);
      if (!(await rows.runs.resume(run.id))) {
        return tell(
          run.status === "completed" || run.status === "failed"
            ? "This job has already ended."
            : "This job is already going on.",
        );
      }
      const now = deps.clock.now();
      const by = { id: person.id, name: person.name };
      await showGoneOn(rows, run.id, by, now);
      await reactRetried(rows, {
        runId: run.id,
        channel: run.origin.channel,
        messageTs: run.messageTs,
      });
      await append(rows.ledger, {
        chain: `run:${run.id}`,
        kind: "run_resumed",
        key: `resumed:${input.key}`,
        actor: person.id,
        at: now,
        data: {},
      });
      return run.id;
    });
  };
}
