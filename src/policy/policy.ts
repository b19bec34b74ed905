import type { Named, Person } from "../domain/person.js";

/** What the rules say, and which rule said it. `why` is a sentence for the person who is refused. */
export type Verdict = { allow: true; rule: string } | { allow: false; rule: string; why: string };

/** The rules an operator sets. */
export interface PolicySettings {
  /** Slack user ids who may stop any job. */
  admins: string[];
}

const allow = (rule: string): Verdict => ({ allow: true, rule });
const deny = (rule: string, why: string): Verdict => ({ allow: false, rule, why });

/** Bots, guests, people from elsewhere and switched-off accounts never start, decide or stop anything. */
export function isColleague(person: Person): Verdict {
  if (person.isDeactivated) return deny("deactivated", "This account is switched off.");
  if (person.isBot) return deny("bot", "Apps cannot do this.");
  if (person.isStranger) {
    return deny("stranger", "Only people of this workspace can do this.");
  }
  if (person.isGuest)
    return deny("guest", "Guests cannot do this. Ask a colleague who is not a guest.");
  return allow("colleague");
}

/** Who may read what a card or a fact says, in the channel where it stands: colleagues, and guests who are there. */
export function mayRead(person: Person): Verdict {
  const colleague = isColleague(person);
  return colleague.allow || colleague.rule === "guest" ? allow("reader") : colleague;
}

/** Who may read what a job says: its requester alone where it is shown directly, else as `mayRead`. */
export function mayReadJob(
  person: Person,
  job: { requesterId: string; isDirect: boolean },
): Verdict {
  if (job.isDirect && person.id !== job.requesterId) {
    return deny("direct", "That job is not there any more.");
  }
  return mayRead(person);
}

/** Who may give a goal: every colleague. */
export function mayStart(person: Person): Verdict {
  return isColleague(person);
}

/** What decides about who may decide a call. */
export interface Deciders {
  asked: Named[];
  others: Named[];
  /** Ids of people who never decide it, whoever asked them. */
  excluded?: readonly string[] | undefined;
  /** The sentence of the rule that leaves them out, without a full stop. */
  rule?: string | null | undefined;
}

/** Who may decide a call: the people asked and those the operator named for it, but nobody whom a rule leaves out. */
export function mayDecide(person: Person, call: Deciders): Verdict {
  const colleague = isColleague(person);
  return colleague.allow
    ? mayDecideAs(person.id, call)
    : deny(colleague.rule, `Only ${namesOf(deciders(call))} can decide this. Nothing was changed.`);
}

/** What a call says of an id alone, whoever that is: only a colleague may do what it allows. */
export function mayDecideAs(id: string, call: Deciders): Verdict {
  const names = namesOf(deciders(call));
  if (isExcluded(id, call)) {
    const rule = call.rule ? ` The rule: ${call.rule}.` : "";
    return deny(
      "excluded",
      `You cannot decide this one yourself.${rule} ${names} can. Nothing was changed.`,
    );
  }
  if (call.asked.some((one) => one.id === id)) return allow("asked");
  if (call.others.some((one) => one.id === id)) return allow("approver");
  return deny("not_asked", `Only ${names} can decide this. Nothing was changed.`);
}

function deciders(call: Deciders): Named[] {
  return [...call.asked, ...call.others].filter((one) => !isExcluded(one.id, call));
}

function isExcluded(id: string, call: Deciders): boolean {
  return call.excluded?.includes(id) === true;
}

/** Who may stop a job: who asked for it, who can decide in it, and the operator's admins. */
export function mayStop(
  person: Person,
  run: { requesterId: string; requesterName: string; deciderIds: string[] },
  settings: PolicySettings,
): Verdict {
  const why = `Only ${run.requesterName} or somebody who decides in this job can stop it. It goes on.`;
  const colleague = isColleague(person);
  if (!colleague.allow) return deny(colleague.rule, why);
  if (person.id === run.requesterId) return allow("requester");
  if (run.deciderIds.includes(person.id)) return allow("decider");
  if (settings.admins.includes(person.id)) return allow("admin");
  return deny("not_involved", why);
}

/** Who may take a post down again: who asked for it, and who could decide about it. */
export function mayTakeDown(
  person: Person,
  post: { requester: Named; deciders: Named[] },
): Verdict {
  const all = [post.requester, ...post.deciders];
  const unique = [...new Map(all.map((one) => [one.id, one])).values()];
  const why = `Only ${namesOf(unique)} can take this down. Nothing was changed.`;
  const colleague = isColleague(person);
  if (!colleague.allow) return deny(colleague.rule, why);
  return unique.some((one) => one.id === person.id) ? allow("involved") : deny("not_involved", why);
}

/** Whose follow-ups in a thread count as notes: who asked and who can decide. */
export function mayNote(
  userId: string,
  run: { requesterId: string; deciderIds: string[] },
): boolean {
  return userId === run.requesterId || run.deciderIds.includes(userId);
}

/** "Tom", "Tom or Priya", "Tom, Priya or Maya". */
export function namesOf(people: Named[]): string {
  const names = people.map((one) => one.name);
  if (names.length === 0) return "nobody";
  if (names.length === 1) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
