import { z } from "zod";
import { checkPolicy } from "./policy-file-checks.js";

/** A Slack user id, with what to do where it is none. */
export const UserId = z
  .string()
  .regex(
    /^[UW][A-Z0-9]+$/,
    "must be a Slack user id such as U0123ABC: open the person's profile in Slack, then ⋮ and Copy member ID",
  );

/** What a rule can be about: a post outside its thread, a result that stays in it, a question while it works. */
export const Act = z.enum(["post", "result", "question"]);
export type Act = z.infer<typeof Act>;

/** How much a thing needs: nothing · seconds in which it can be taken back · one yes · several people's yes. */
export const Tier = z.enum(["auto", "undo", "one", "several"]);
export type Tier = z.infer<typeof Tier>;

/** What nobody's answer means: it is not done · it goes on with what is filled in · it is waited for. */
export const RuleSilence = z.enum(["deny", "default", "wait"]);
export type RuleSilence = z.infer<typeof RuleSilence>;

const QUOTES = 'write it in quotes, because # and @ mean something else in this file: "#launch"';

/** People under one name; exactly one of these says who they are. */
export const PeopleSet = z
  .strictObject({
    /** Slack user ids. */
    people: z.array(UserId).min(1, "names nobody: add a user id, or leave the set out").optional(),
    /** A user group, by id or handle. */
    group: z
      .string(`must be a user group's id or handle: ${QUOTES}`)
      .regex(/^(S[A-Z0-9]+|@[^\s@]+)$/u, `must be a user group's id or handle: ${QUOTES}`)
      .optional(),
    /** `members`: of the channel that it is about; else a channel's id or name, whose members these are. */
    channel: z
      .string(`must be members, a channel's id or its name: ${QUOTES}`)
      .regex(
        /^(members|[CG][A-Z0-9]+|#[^\s#]+)$/u,
        `must be members, a channel's id or its name: ${QUOTES}`,
      )
      .optional(),
    /** A .csv or .yml file that says who is on call on which days; its path as seen from this file. */
    onCall: z
      .string()
      .regex(/\.(csv|ya?ml)$/iu, "must be a .csv or .yml file: see docs/policy.md for its lines")
      .optional(),
  })
  .refine((set) => Object.values(set).filter((one) => one !== undefined).length === 1, {
    error: "must say who is in it in one way: people, group, channel or onCall",
  });
export type PeopleSet = z.infer<typeof PeopleSet>;

const setName = z.string().min(1).max(60);

/** What a rule is about; what is left out does not matter. */
export const When = z.strictObject({
  act: Act,
  channel: z
    .string(`must be any, a channel's id or its name: ${QUOTES}`)
    .regex(/^(any|[CG][A-Z0-9]+|#[^\s#]+)$/u, `must be any, a channel's id or its name: ${QUOTES}`)
    .default("any"),
  /** Whether the channel is shared with another organisation. */
  shared: z.boolean().optional(),
  /** Whether the channel is private. */
  private: z.boolean().optional(),
});
export type When = z.infer<typeof When>;

/** How long people get: working days of whoever asked, or minutes by the clock. */
export const RuleWait = z
  .strictObject({
    workingDays: z.number().min(0.01).max(60).optional(),
    minutes: z.number().min(1).max(43_200).optional(),
  })
  .refine((wait) => (wait.workingDays === undefined) !== (wait.minutes === undefined), {
    error: "must be workingDays or minutes, one of them",
  });
export type RuleWait = z.infer<typeof RuleWait>;

/** One rule of the operator. The first one that fits decides. */
export const PolicyRule = z.strictObject({
  name: z.string().min(1).max(80),
  /** The sentence that people read; left out: made of the rest. */
  says: z.string().min(1).max(140).optional(),
  when: When,
  tier: Tier,
  /** Names of sets, `named` (whom the request names), `requester` (whoever asked, if nobody else is left). */
  ask: z.array(setName).default([]),
  /** How many must say yes; `several` means 2 where it is left out. */
  need: z.number().int().min(1).max(10).optional(),
  /** Who never decides: `requester` or names of sets. `several` always leaves out the requester. */
  exclude: z.array(setName).default([]),
  silence: RuleSilence.optional(),
  wait: RuleWait.optional(),
  /** When those asked are reminded, as a part of the waiting time. */
  remindAt: z.number().gt(0).lt(1).default(0.5),
  /** Who is asked besides, and when, as a part of the waiting time. */
  escalate: z
    .strictObject({
      at: z.number().gt(0).lt(1).default(0.8),
      to: z.array(setName).min(1, "names nobody: add a set, or leave escalate out"),
    })
    .optional(),
  /** How long what was allowed can be taken back before it is done, in seconds. */
  undoSeconds: z.number().min(0).max(600).optional(),
});
export type PolicyRule = z.infer<typeof PolicyRule>;

const day = z.iso.date("must be a day such as 2026-12-20: year, month and day");

/** Who is asked instead of somebody, from one day to another, both included, in that person's time zone. */
export const Delegation = z.strictObject({
  from: UserId,
  to: UserId,
  fromDay: day,
  untilDay: day,
});
export type Delegation = z.infer<typeof Delegation>;

/** The part `policy:` of the config file. */
export const PolicyFile = z
  .strictObject({
    /** Who may decide what no rule is about, beside those whom a request names. */
    approvers: z.array(UserId).default([]),
    sets: z.record(setName, PeopleSet).default({}),
    rules: z.array(PolicyRule).default([]),
    delegations: z.array(Delegation).default([]),
  })
  .superRefine((file, context) => {
    for (const { path, message } of checkPolicy(file)) {
      context.addIssue({ code: "custom", path, message });
    }
  });
export type PolicyFile = z.infer<typeof PolicyFile>;
