import type { Clock } from "../clock.js";
import type { Person } from "../domain/person.js";
import type { Alongside, Transact } from "../domain/transact.js";
import { isEnded } from "../domain/run.js";
import { titleOf } from "../delivery/run-brief.js";
import { type Presser, tellPresser } from "../delivery/whisper.js";
import type { Authoriser } from "../humans/authorise.js";
import { mayStop, type PolicySettings } from "../policy/policy.js";
import type { RunsRows } from "./ports.js";

/** Who asks for a stop, and where a private answer goes. */
export interface StopInput extends Presser {
  runId: string;
  team: string;
}

/** The way to stop a run: the look before somebody is asked once more, and the stop itself. */
export interface Stop<Rows = never> {
  /** The job of a card, if this person may stop it now; null: they were told why not. */
  look(
    input: Omit<StopInput, "runId"> & { callId: string },
  ): Promise<{ runId: string; title: string } | null>;
  /** True if it will stop; else the person was told why not. */
  act(input: StopInput & Alongside<Rows>): Promise<boolean>;
}

const GONE = "That job is not there any more.";

/** Makes the one way to stop a run: authorise, mark the row once; the worker ends it. */
export function createStop<Rows extends RunsRows>(deps: {
  transact: Transact<Rows>;
  authoriser: Authoriser;
  policy: PolicySettings;
  clock: Clock;
}): Stop<Rows> {
  /** Why it cannot be stopped by this person, or null. */
  async function whyNot(rows: RunsRows, input: StopInput, person: Person): Promise<string | null> {
    const run = await rows.runs.summary(input.runId);
    const row = await rows.runs.get(input.runId);
    if (!run || !row || run.team !== input.team) return GONE;
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
    if (!verdict.allow && run.channel !== input.channel) return GONE;
    if (isEnded(row.status)) return "This job has already ended, so there is nothing to stop.";
    if (!verdict.allow) return verdict.why;
    // Locked, so that nothing is posted between the look and the stop.
    await rows.runs.lockLive(run.id);
    const sent = (await rows.effects.ofRun(run.id)).find((one) => one.state !== "failed");
    return sent
      ? `It is already posted in #${sent.channelName}. Take it down is on the card.`
      : null;
  }

  return {
    async look(input) {
      const person = await deps.authoriser.person(input.team, input.actor);
      return deps.transact(async (rows) => {
        const call = await rows.calls.get(input.callId);
        const run = call && (await rows.runs.summary(call.runId));
        const why = run ? await whyNot(rows, { ...input, runId: run.id }, person) : GONE;
        if (run && why === null) return { runId: run.id, title: titleOf(run) };
        await tellPresser(rows, input, why ?? GONE);
        return null;
      });
    },
    async act(input) {
      const person = await deps.authoriser.person(input.team, input.actor);
      return deps.transact(async (rows) => {
        await input.alongside?.(rows);
        const why = await whyNot(rows, input, person);
        const stops =
          why === null && (await rows.runs.requestStop(input.runId, person.id, deps.clock.now()));
        if (!stops) await tellPresser(rows, input, why ?? "It is already stopping.", input.runId);
        return stops;
      });
    },
  };
}
