import type { Clock } from "../clock.js";
import type { Transact } from "../domain/transact.js";
import { isEnded } from "../domain/run.js";
import { tellPresser } from "../delivery/whisper.js";
import type { Authoriser } from "../humans/authorise.js";
import { mayStop, type PolicySettings } from "../policy/policy.js";
import type { RunsRows } from "./ports.js";

/** Who asks for a stop, and where a private answer goes. */
export interface StopInput {
  key: string;
  runId: string;
  team: string;
  actor: string;
  channel: string;
  threadTs: string | null;
}

/** Makes the one way to stop a run: authorise, mark the row once; the worker ends it. True if it will stop. */
export function createStop(deps: {
  transact: Transact<RunsRows>;
  authoriser: Authoriser;
  policy: PolicySettings;
  clock: Clock;
}): (input: StopInput) => Promise<boolean> {
  return async (input) => {
    const person = await deps.authoriser.person(input.team, input.actor);
    return deps.transact(async (rows) => {
      const tell = (text: string) => tellPresser(rows, input, text, input.runId);
      const run = await rows.runs.summary(input.runId);
      const row = await rows.runs.get(input.runId);
      if (!run || !row || run.team !== input.team) {
        await tell("That job is not there any more.");
        return false;
      }
      const calls = await rows.calls.ofRun(run.id);
      const verdict = mayStop(
        person,
        {
          requesterId: run.requester.id,
          requesterName: run.requester.name,
          deciderIds: calls.flatMap((call) => [...call.asked, ...call.others].map((p) => p.id)),
        },
        deps.policy,
      );
      // Whose job it is is told only where it was asked: elsewhere, a copied id is the id of nothing.
      if (!verdict.allow && run.channel !== input.channel) {
        await tell("That job is not there any more.");
        return false;
      }
      if (isEnded(row.status)) {
        await tell("This job has already ended, so there is nothing to stop.");
        return false;
      }
      if (!verdict.allow) {
        await tell(verdict.why);
        return false;
      }
      // Locked, so that nothing is posted between the look and the stop.
      await rows.runs.lockLive(run.id);
      const sent = (await rows.effects.ofRun(run.id)).find((one) => one.state !== "failed");
      if (sent) {
        await tell(`It is already posted in #${sent.channelName}. Take it down is on the card.`);
        return false;
      }
      if (await rows.runs.requestStop(run.id, person.id, deps.clock.now())) return true;
      await tell("It is already stopping.");
      return false;
    });
  };
}
