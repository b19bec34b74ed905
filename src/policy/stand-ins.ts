import { DateTime } from "luxon";
import type { Delegation } from "../domain/policy-file.js";
import type { Person } from "../domain/person.js";
import type { Asked } from "./evaluation.js";
import { isColleague } from "./policy.js";

/** Who is asked instead of somebody on that day; the person themselves where nobody can be. */
export type StandIn = (person: Person) => Asked;

/**
 * Makes the look-up of who stands in for whom. Days are the away person's own; whoever stands in can be away too. A
 * stand-in who may not decide is passed over.
 */
export function createStandIn(given: {
  delegations: readonly Delegation[];
  delegates: readonly Person[];
  /** Ids of people who stand in for nobody. */
  passedOver: ReadonlySet<string>;
  now: Date;
}): StandIn {
  const byId = new Map(given.delegates.map((one) => [one.id, one]));

  function next(person: Person, seen: ReadonlySet<string>): [Person, Delegation] | null {
    const today = dayIn(person.tz, given.now);
    for (const one of given.delegations) {
      if (one.from !== person.id || today < one.fromDay || today > one.untilDay) continue;
      const to = byId.get(one.to);
      if (to && !seen.has(to.id) && !given.passedOver.has(to.id) && isColleague(to).allow)
        return [to, one];
    }
    return null;
  }

  return (person) => {
    const first = next(person, new Set([person.id]));
    if (!first) return { id: person.id, name: person.name };
    const seen = new Set([person.id]);
    let [last] = first;
    for (let on = first as [Person, Delegation] | null; on; on = next(last, seen)) {
      [last] = on;
      seen.add(last.id);
    }
    const { id, name } = person;
    return { id: last.id, name: last.name, standsInFor: { id, name, untilDay: first[1].untilDay } };
  };
}

/** The calendar day of an instant in a zone, e.g. `2026-12-20`; an unknown zone counts as UTC. */
export function dayIn(tz: string, at: Date): string {
  const there = DateTime.fromJSDate(at, { zone: tz });
  const known = there.isValid ? there : DateTime.fromJSDate(at, { zone: "utc" });
  return known.toFormat("yyyy-MM-dd");
}
