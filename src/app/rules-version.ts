import { createHash } from "node:crypto";
import type { FileConfig } from "../config.js";
import { canonicalJson } from "../domain/canonical.js";

/** The version of the operator's rules: the same for equal rules, another for any change. */
export function rulesVersion(file: Pick<FileConfig, "policy" | "operator" | "waiting">): string {
  const { policy, waiting } = file;
  const said = canonicalJson({ policy, admins: file.operator.admins, waiting });
  return createHash("sha256").update(said).digest("hex").slice(0, 12);
}
