import type { Named } from "../domain/person.js";

/** What delivery needs to know of a run to speak about it. */
export interface RunBrief {
  id: string;
  team: string;
  /** Where the job is shown; `threadTs` null: at top level. Mostly the same as where it was asked. */
  channel: string;
  threadTs: string | null;
  /** Where it was asked. */
  origin: { channel: string; threadTs: string };
  /** The message that asked, in the origin: where 👀, ✅ and ⏹ go. */
  messageTs: string;
  title: string;
  requester: Named;
  requesterTz: string;
}

/** The name of a run as people read it, with a fallback until triage has named it. */
export function titleOf(run: { title: string }): string {
  return run.title === "" ? "Your request" : run.title;
}

/** Whether a run is shown to its requester alone, because not everybody where it was asked could read what it reads. */
export function isDirect(run: Pick<RunBrief, "channel" | "origin">): boolean {
  return run.channel !== run.origin.channel;
}
