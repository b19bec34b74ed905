import type { OnCallEntry } from "../domain/on-call.js";
import type { PolicyPeople } from "./evaluation.js";

/** Finds the people behind the names in a policy; throws `SLACK_UNREACHABLE`, and `SLACK_REFUSED` for lack of a scope. */
export interface ApproverSets {
  /**
   * Sets by name and stand-ins by id, as `peopleNeeded` lists them. Who is in a group or channel is at most a minute
   * old; `anew`: as of now, for a moment that cannot be undone.
   */
  people(
    needed: { sets: readonly string[]; delegates: readonly string[] },
    at: {
      team: string;
      /** The channel that it is about. */
      channel: string;
      now: Date;
      anew?: boolean;
    },
  ): Promise<PolicyPeople>;
}

/** Who is on call, by file. */
export interface OnCall {
  /** All entries of a file, its path as the config file says it; read again when the file has changed. */
  entries(path: string): Promise<readonly OnCallEntry[]>;
}
