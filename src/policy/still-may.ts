import type { Named, Person } from "../domain/person.js";
import type { Evaluation } from "./evaluation.js";
import { isColleague, mayDecide, namesOf, type Verdict } from "./policy.js";

/**
 * Whether somebody who decided, or is about to, may do so as things stand now. `fresh` is the same question evaluated
 * anew with the people as of now and the time of the decision: whoever left the group decides nothing any more.
 */
export function stillMay(
  personNow: Person,
  call: { asked: Named[]; others: Named[]; excluded?: readonly string[] },
  fresh: Evaluation,
): Verdict {
  const may = mayDecide(personNow, call);
  if (!may.allow || fresh.kind === "allow") return may;
  if (fresh.kind === "deny") return { allow: false, rule: "policy", why: fresh.why };
  if (fresh.excluded.includes(personNow.id)) return no(personNow, "excluded", fresh);
  return eligibleIds(fresh).has(personNow.id) ? may : no(personNow, "not_in_set", fresh);
}

/** Whether somebody may be asked besides: a colleague whom the rule lets decide. */
export function mayBeAsked(person: Person, fresh: Evaluation): Verdict {
  const colleague = isColleague(person);
  if (!colleague.allow || fresh.kind !== "call") return colleague;
  if (fresh.excluded.includes(person.id)) return no(person, "excluded", fresh);
  if (fresh.rule.isBuiltIn || eligibleIds(fresh).has(person.id)) return colleague;
  return no(person, "not_in_set", fresh);
}

function eligibleIds(fresh: Evaluation & { kind: "call" }): Set<string> {
  const all = [...fresh.ask, ...fresh.others, ...(fresh.escalate?.to ?? [])];
  // Whoever is away may still come back and decide.
  return new Set(all.flatMap((one) => [one.id, one.standsInFor?.id ?? one.id]));
}

function no(
  person: Person,
  rule: string,
  { ask, others, rule: said }: Evaluation & { kind: "call" },
): Verdict {
  const who = namesOf([...ask, ...others].slice(0, 5));
  const why = `${person.name} cannot decide this: ${said.says}. ${who} can. Nothing was changed.`;
  return { allow: false, rule, why };
}
