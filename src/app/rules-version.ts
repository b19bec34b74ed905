import type { FileConfig } from "../config.js";
import { createPolicy } from "../policy/create-policy.js";

/** The version of the operator's rules: the same for equal rules, another for any change. */
export function rulesVersion(file: Pick<FileConfig, "policy" | "operator" | "waiting">): string {
  const { operator, policy, waiting } = file;
  return createPolicy(policy, { admins: operator.admins, waiting }).version;
}
