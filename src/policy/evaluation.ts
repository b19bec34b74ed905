import type { PolicyFile, RuleSilence, RuleWait, Act } from "../domain/policy-file.js";
import type { Named, Person } from "../domain/person.js";

/** The operator's rules, as they are evaluated; made by `createPolicy`. */
export interface Policy {
  file: PolicyFile;
  /** Slack user ids who are asked where a rule leaves nobody. */
  admins: readonly string[];
  waiting: PolicyWaiting;
  /** Ids of the channels that rules name by `#name`; one that is not in here is compared by its name. */
  channelIds: Readonly<Record<string, string>>;
  /** Short sha-256 over all that the file says; the same whatever the order of its keys. */
  version: string;
}

/** How long people get where no rule says it. */
export interface PolicyWaiting {
  approveWorkingDays: number;
  questionMinutes: number;
  undoSeconds: number;
}

/** Where it would be done. */
export interface PolicyTarget {
  channel: string;
  /** Without the `#`. */
  channelName: string;
  /** Shared with another organisation. */
  isShared: boolean;
  isPrivate: boolean;
}

/** What is to be decided: who wants what, where and when. */
export interface PolicyAsk {
  act: Act;
  target: PolicyTarget;
  requester: Person;
  /** Whom the request names to decide, in its order; the requester among them only if they want to be asked. */
  named: readonly Person[];
  /** Whether the request itself wants somebody's approval. */
  wanted: boolean;
  /** For a question: whether every answer is filled in. */
  hasDefaults?: boolean;
  now: Date;
}

/** The people behind the names in a policy. */
export interface PolicyPeople {
  /** By name of the set, `approvers` and `admins` too; one that is missing is empty. */
  sets: Readonly<Record<string, readonly Person[]>>;
  /** Everybody who stands in for somebody. */
  delegates: readonly Person[];
}

/** Somebody who is asked, and for whom if that person is away. */
export interface Asked extends Named {
  standsInFor?: { id: string; name: string; untilDay: string };
}

/** The rule that decided: its name, and the sentence that people read, without a full stop. */
export interface RuleSaid {
  name: string;
  says: string;
  /** No rule of the file fits, or one that asks for less than always holds. */
  isBuiltIn: boolean;
}

interface Decided {
  rule: RuleSaid;
  policyVersion: string;
}

/** Nobody is asked; `undo`: it can be taken back for that long before it is done. */
export interface Allowed extends Decided {
  kind: "allow";
  tier: "auto" | "undo";
  undoSeconds: number;
}

/** People are asked, and what becomes of that. */
export interface Called extends Decided {
  kind: "call";
  tier: "one" | "several";
  /** Who is asked and pinged. */
  ask: Asked[];
  /** Who may decide besides. */
  others: Asked[];
  need: number;
  /** Ids of people who never decide this. */
  excluded: string[];
  /** Whether people may decide because the request names them. */
  namedDecide: boolean;
  /** Whom the request names and the rule does not let decide. */
  leftOut: Named[];
  /** Where its own sets have too few people: who fills up. */
  filledFrom: "escalation" | "admins" | null;
  silence: RuleSilence;
  wait: RuleWait;
  /** Parts of the waiting time. */
  remindAt: number;
  escalate: { at: number; to: Asked[] } | null;
  /** How long what was approved can be taken back before it is done. */
  undoSeconds: number;
}

/** It cannot be done, and why: a sentence for whoever wants it. */
export interface Denied extends Decided {
  kind: "deny";
  why: string;
}

/** What the policy says about one thing. */
export type Evaluation = Allowed | Called | Denied;
