import type { Clock } from "../clock.js";
import type { Config } from "../config.js";
import type { Authoriser } from "../humans/authorise.js";
import type { Channels, Directory } from "../humans/ports.js";
import type { Log } from "../log.js";
import { createPolicy } from "../policy/create-policy.js";
import type { Policy } from "../policy/evaluation.js";
import type { ApproverSets } from "../policy/ports.js";
import { readKept } from "../runs/begin/begin.js";
import type { LookAtRun } from "../runs/may-also.js";
import { createApproverSets } from "../slack/approver-sets.js";
import { createGroups } from "../slack/groups.js";
import type { createWebClient } from "../slack/web-client.js";
import type { Store } from "../store/store.js";
import { createOnCallFiles } from "./on-call-files.js";
import { resolveNames } from "./policy-names.js";

/** The operator's policy, and how the people behind its names are found. */
export interface BoundPolicy {
  policy: Policy;
  sets: ApproverSets;
}

/** Binds the policy to Slack at a start; throws `CONFIG_INVALID` for names that Slack does not know. */
export async function bindPolicy(
  config: Pick<Config, "file" | "fileFolder">,
  deps: {
    team: string;
    client: ReturnType<typeof createWebClient>;
    channels: Channels;
    directory: Directory;
    authoriser: Authoriser;
    clock: Clock;
    log: Log;
  },
): Promise<BoundPolicy> {
  const { file } = config;
  const { admins } = file.operator;
  const groups = createGroups(deps);
  const channelIds = await resolveNames(file, { ...deps, groups });
  return {
    policy: createPolicy(file.policy, { admins, waiting: file.waiting }, channelIds),
    sets: createApproverSets({
      ...deps,
      person: (team, id) => deps.authoriser.person(team, id),
      file: file.policy,
      admins,
      channelIds,
      groups,
      onCall: createOnCallFiles({ folder: config.fileFolder, log: deps.log }),
    }),
  };
}

/** Makes the look at a job with the policy's eyes, from its rows. */
export function createLookAtRun(store: Pick<Store, "read">): LookAtRun {
  return async (runId) => {
    const run = await store.read.runs.summary(runId);
    const kept = run && readKept(await store.read.runs.input(runId));
    const isOpen = kept !== null && (kept.graph.approval?.unresolved.length ?? 0) > 0;
    return kept ? { run, asking: kept.asking, isOpen } : null;
  };
}
