import { check } from "./check.js";
import { draft } from "./draft.js";
import { plan } from "./plan.js";
import { reconcile } from "./reconcile.js";
import { research } from "./research.js";
import { schedule } from "./schedule.js";
import type { Input } from "./shapes.js";
import { triage } from "./triage.js";

const roles: Record<string, (input: Input) => object> = {
  triage,
  plan,
  research,
  reconcile,
  draft,
  check,
  schedule,
};

/** The answer of a role to its input, or null for a role it does not play. */
export function respond(role: string, input: Input): object | null {
  return Object.hasOwn(roles, role) ? roles[role]!(input) : null;
}
