import type { Person } from "../domain/person.js";
import { needOf } from "../domain/policy-file-checks.js";
import type { Policy, PolicyAsk, PolicyPeople } from "./evaluation.js";
import { isColleague } from "./policy.js";
import type { MatchedRule } from "./rule-for.js";

/** Who is asked by a rule and who may decide besides, before anybody stands in for anybody. */
export interface Candidates {
  ask: Person[];
  others: Person[];
}

/**
 * The people of a rule's sets. Those whom the request names are asked first, if the rule lets them decide and they are
 * enough; the requester comes last, where nobody else is left.
 */
export function candidates(
  policy: Policy,
  { rule, said, tier }: MatchedRule,
  ask: PolicyAsk,
  people: PolicyPeople,
  excluded: ReadonlySet<string>,
): Candidates {
  const { requester } = ask;
  const wantsSelf = ask.named.some((one) => one.id === requester.id);
  const members = rule.ask
    .filter((name) => name !== "requester")
    .flatMap((name) => setMembers(policy, name, ask, people, excluded));
  // Without a rule of the file, nobody is asked to approve what they asked for as long as there is somebody else.
  const eligible = unique(members).filter(
    (one) => !said.isBuiltIn || wantsSelf || one.id !== requester.id,
  );
  if (eligible.length === 0 && rule.ask.includes("requester"))
    return { ask: mayAsk([requester], excluded), others: [] };
  const ids = new Set(eligible.map((one) => one.id));
  const named = unique(mayAsk(ask.named, excluded)).filter((one) => ids.has(one.id));
  const isEnough = named.length > 0 && named.length >= needOf({ ...rule, tier });
  const first = isEnough ? named : withoutSelf(eligible, requester, wantsSelf);
  const firstIds = new Set(first.map((one) => one.id));
  return { ask: first, others: eligible.filter((one) => !firstIds.has(one.id)) };
}

/** Whoever may decide their own request is not pinged about it while there is somebody else. */
function withoutSelf(eligible: Person[], requester: Person, wantsSelf: boolean): Person[] {
  const others = eligible.filter((one) => one.id !== requester.id);
  return wantsSelf || others.length === 0 ? eligible : others;
}

/** The people of one set who may be asked, in an order that does not depend on how they were found. */
export function setMembers(
  policy: Policy,
  name: string,
  ask: PolicyAsk,
  people: PolicyPeople,
  excluded: ReadonlySet<string>,
): Person[] {
  if (name === "requester") return mayAsk([ask.requester], excluded);
  if (name === "named") return mayAsk(ask.named, excluded);
  const written = writtenOrder(policy, name);
  const place = ({ id }: Person) => {
    const at = written.indexOf(id);
    return at < 0 ? written.length : at;
  };
  return mayAsk(people.sets[name] ?? [], excluded).sort(
    (one, other) =>
      place(one) - place(other) || compare(one.name, other.name) || compare(one.id, other.id),
  );
}

/** Colleagues whom no rule leaves out. */
export function mayAsk(people: readonly Person[], excluded: ReadonlySet<string>): Person[] {
  return people.filter((one) => isColleague(one).allow && !excluded.has(one.id));
}

/** Who is listed in the file keeps the file's order. */
function writtenOrder({ admins, file }: Policy, name: string): readonly string[] {
  if (name === "approvers") return file.approvers;
  return name === "admins" ? admins : (file.sets[name]?.people ?? []);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function unique(people: readonly Person[]): Person[] {
  return [...new Map(people.map((one) => [one.id, one])).values()];
}
