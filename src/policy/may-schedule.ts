import type { Named, Person } from "../domain/person.js";
import { isColleague, type PolicySettings, type Verdict } from "./policy.js";

/** Who may save a schedule or change what it does: who asked for it, because it runs with this person's rights. */
export function mayConfirm(person: Person, creator: Named): Verdict {
  const colleague = isColleague(person);
  if (colleague.allow && person.id === creator.id) return { allow: true, rule: "creator" };
  const why = `Only ${creator.name} can decide this, because it would run with ${creator.name}'s rights.`;
  return { allow: false, rule: colleague.allow ? "not_creator" : colleague.rule, why };
}

/** Who may run, pause, resume or delete a schedule: who set it up, and the operator's admins. */
export function mayManage(person: Person, creator: Named, settings: PolicySettings): Verdict {
  const colleague = isColleague(person);
  if (colleague.allow && person.id === creator.id) return { allow: true, rule: "creator" };
  if (colleague.allow && settings.admins.includes(person.id)) return { allow: true, rule: "admin" };
  const why = `Only ${creator.name} can change this. Nothing was changed.`;
  return { allow: false, rule: colleague.allow ? "not_creator" : colleague.rule, why };
}
