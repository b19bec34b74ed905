import type { Person } from "../domain/person.js";
import type { RunBrief } from "../delivery/run-brief.js";
import type { Channels } from "./ports.js";
import type { Reads } from "./reach.js";

/** Whether somebody can, as of now, read all that a job reads besides the place where it was asked; asks Slack. */
export type ReadsAlong = (
  run: Pick<RunBrief, "id" | "origin" | "requester">,
  person: Person,
) => Promise<boolean>;

/**
 * Makes the look at one reader: who came into a place later sees what stands there, and is given nothing more of
 * what they could not read themselves. What is not known counts as no; throws `SLACK_UNREACHABLE`.
 */
export function createReadsAlong(deps: {
  channels: Pick<Channels, "facts" | "memberIds">;
  reads: (runId: string) => Promise<Reads>;
}): ReadsAlong {
  return async (run, person) => {
    if (person.id === run.requester.id) return true;
    const { channels } = await deps.reads(run.id);
    for (const id of channels.filter((one) => one !== run.origin.channel)) {
      const facts = await deps.channels.facts(id);
      if (!facts) return false;
      if (facts.kind === "public" && !person.isGuest && !person.isStranger) continue;
      if (!(await deps.channels.memberIds(id))?.includes(person.id)) return false;
    }
    return true;
  };
}
