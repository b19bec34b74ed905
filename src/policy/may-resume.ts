import type { Person } from "../domain/person.js";
import { mayStop, type PolicySettings, type Verdict } from "./policy.js";

/** Who may go on with a job that was stopped: whoever may stop it. */
export function mayResume(
  person: Person,
  run: Parameters<typeof mayStop>[1],
  settings: PolicySettings,
): Verdict {
  const verdict = mayStop(person, run, settings);
  if (verdict.allow) return verdict;
  const why = `Only ${run.requesterName} or somebody who decides in this job can go on with it. It stays stopped.`;
  return { ...verdict, why };
}
