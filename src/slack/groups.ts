import type { WebClient } from "@slack/web-api";
import type { Clock } from "../clock.js";
import { fail } from "../errors.js";
import { isInstallation, readFailure } from "./outbound/outcome.js";
import { createShortMemory } from "./short-memory.js";

/** Approvers are found by it: what Slack said is believed for a minute. */
const FRESH_MS = 60_000;

/** A user group of the workspace. */
export interface Group {
  id: string;
  /** Without the `@`. */
  handle: string;
  userIds: string[];
}

/** Asks Slack about user groups. */
export interface Groups {
  /**
   * The group of this id (`S…`) or handle (`@…`); null: there is none that is in use. `maxAgeMs` where a minute is too
   * old. Throws `SLACK_UNREACHABLE`, and `SLACK_REFUSED` where the app may not ask.
   */
  group(named: string, maxAgeMs?: number): Promise<Group | null>;
}

/** Makes the look at user groups: all of them in one call. */
export function createGroups({ client, clock }: { client: WebClient; clock: Clock }): Groups {
  const known = createShortMemory<Group[]>(FRESH_MS, () => clock.now().getTime());

  async function all(): Promise<Group[]> {
    try {
      const answer = await client.usergroups.list({ include_users: true, include_disabled: false });
      return (answer.usergroups ?? []).flatMap(({ date_delete, handle, id, users }) =>
        id === undefined || date_delete ? [] : { id, handle: handle ?? "", userIds: users ?? [] },
      );
    } catch (cause) {
      const { code, kind } = readFailure(cause);
      const isRefused = kind === "final" || isInstallation(code);
      throw fail(isRefused ? "SLACK_REFUSED" : "SLACK_UNREACHABLE", {
        detail: `(${code})`,
        cause,
      });
    }
  }

  return {
    async group(named, maxAgeMs) {
      const handle = named.replace(/^@/u, "").toLowerCase();
      const isIt = (one: Group) =>
        named.startsWith("@") ? one.handle.toLowerCase() === handle : one.id === named;
      return (await known.get("", all, maxAgeMs)).find(isIt) ?? null;
    },
  };
}
