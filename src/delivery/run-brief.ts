import type { Named } from "../domain/person.js";

/** What delivery needs to know of a run to speak about it. */
export interface RunBrief {
  id: string;
  team: string;
  channel: string;
  threadTs: string;
  /** The message that asked: where 👀, ✅ and ⏹ go. */
  messageTs: string;
  title: string;
  requester: Named;
  requesterTz: string;
}

/** The name of a run as people read it, with a fallback until triage has named it. */
export function titleOf(run: { title: string }): string {
  return run.title === "" ? "Your request" : run.title;
}
