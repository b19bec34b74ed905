import { createHash } from "node:crypto";
import { canonicalJson } from "../domain/canonical.js";
import type { PolicyFile } from "../domain/policy-file.js";
import type { Policy, PolicyWaiting } from "./evaluation.js";

/** Makes the policy of what the config file says; `channelIds` as Slack knows the names in it. */
export function createPolicy(
  file: PolicyFile,
  settings: { admins: readonly string[]; waiting: PolicyWaiting },
  channelIds: Readonly<Record<string, string>> = {},
): Policy {
  const { admins } = settings;
  const { approveWorkingDays, questionMinutes, undoSeconds } = settings.waiting;
  const waiting = { approveWorkingDays, questionMinutes, undoSeconds };
  return { file, admins, waiting, channelIds, version: policyVersion({ file, admins, waiting }) };
}

/** The first 12 hex digits of the sha-256 over the canonical policy: keys in order, lists as written. */
export function policyVersion(of: Pick<Policy, "file" | "admins" | "waiting">): string {
  const { admins, file, waiting } = of;
  const text = canonicalJson({ admins, file, waiting: { ...waiting } });
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** Every channel name in a policy, with the `#`; these are to be found in Slack. */
export function channelNamesIn(file: PolicyFile): string[] {
  const names = [
    ...file.rules.map(({ when }) => when.channel),
    ...Object.values(file.sets).flatMap(({ channel }) => channel ?? []),
  ];
  return [...new Set(names.filter((name) => name.startsWith("#")))];
}
