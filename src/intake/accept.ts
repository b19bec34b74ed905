import type { Clock } from "../clock.js";
import type { Incoming } from "../domain/incoming.js";
import { PERSON_FRESH_MS } from "../domain/person.js";
import type { Request } from "../domain/request.js";
import type { Transact } from "../domain/transact.js";
import { whisper } from "../delivery/whisper.js";
import { mayStart } from "../policy/policy.js";
import { startRun } from "../runs/start.js";
import type { Accepted } from "./accepted.js";
import { type HelpSettings, offerHelp } from "./offer-help.js";
import { takeFollowUp } from "./follow-up.js";
import { createSteadyIds } from "./steady-ids.js";
import { isHelp } from "./words.js";
import type { IntakeRows } from "./ports.js";
import { stopDeleted } from "./stop-deleted.js";

/** Settings of intake. */
export interface IntakeSettings extends HelpSettings {
  graphVersion: string;
  capUsd: number;
}

/** Makes the way in for messages: one transaction, rows only, no call to Slack. */
export function createAccept(deps: {
  transact: Transact<IntakeRows>;
  clock: Clock;
  settings: IntakeSettings;
}): (incoming: Incoming) => Promise<Accepted> {
  const idOf = createSteadyIds();
  return (incoming) =>
    deps.transact(async (rows) => {
      // Replies begin nothing, and there are many of them.
      if (incoming.kind !== "reply") await rows.gone.lock(incoming);
      const followUp = await takeFollowUp(rows, incoming, deps.clock.now());
      if (followUp) return followUp;
      // A thread message that nobody's run waits for is a bystander's: nothing is kept of it.
      if (incoming.kind === "reply") return nothing();
      if (incoming.kind === "dm" && !incoming.edited) {
        await offerHelp(rows, incoming, `first:${incoming.userId}`, deps.settings);
      }
      if (isHelp(incoming.text) && incoming.files.length === 0) {
        await offerHelp(rows, incoming, incoming.ts, deps.settings);
        return nothing();
      }
      if (!(await mayAsk(rows, incoming, deps.clock.now()))) return nothing();
      const now = deps.clock.now();
      const request: Request = {
        id: idOf(incoming),
        team: incoming.team,
        channel: incoming.channel,
        threadTs: incoming.threadTs ?? incoming.ts,
        messageTs: incoming.ts,
        userId: incoming.userId,
        via: incoming.isDm ? "dm" : "mention",
        isDm: incoming.isDm,
        text: incoming.text,
        files: incoming.files,
        parentRunId: null,
        receivedAt: now,
      };
      const runId = await startRun(rows, request, deps.settings);
      if (!runId) return nothing();
      // Its deletion was heard of first: it ends as any other one does, so that whoever asked sees it.
      if (await rows.gone.known(incoming)) await stopDeleted(rows, { request, runId }, now);
      return { wake: [runId], inbox: [] };
    });
}

const nothing = (): Accepted => ({ wake: [], inbox: [] });

/** Refuses at once where we know enough; somebody unknown or stale is authorised in the run's first step. */
async function mayAsk(rows: IntakeRows, incoming: Incoming, now: Date): Promise<boolean> {
  const person = await rows.people.get(incoming.team, incoming.userId);
  if (!person || now.getTime() - person.fetchedAt.getTime() >= PERSON_FRESH_MS) return true;
  const verdict = mayStart(person);
  if (verdict.allow) return true;
  await whisper(
    rows,
    {
      key: `refused:${incoming.channel}:${incoming.ts}`,
      channel: incoming.channel,
      threadTs: incoming.threadTs,
      userId: incoming.userId,
    },
    `${verdict.why} Nothing was started.`,
  );
  return false;
}
