import { z } from "zod";

/** What a click or a form asks for, as verified by Slack: `actor` is the person Slack says it was. */
export const InboxBody = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("decide"),
    callId: z.string(),
    verb: z.string(),
    /** Field values of a form, by field name; empty for a plain button. */
    values: z.record(z.string(), z.string()),
  }),
  /** A bare answer in a thread, such as `approve` or `2`, to one of these calls: of several, the person says which. */
  z.object({ kind: z.literal("reply"), callIds: z.array(z.string()).min(1), word: z.string() }),
  /** Words in a thread, kept as a note, that their writer wants sent back as a change. */
  z.object({ kind: z.literal("send_back"), callId: z.string(), noteId: z.string() }),
  z.object({ kind: z.literal("stop"), runId: z.string() }),
  z.object({ kind: z.literal("retry"), runId: z.string() }),
  z.object({ kind: z.literal("resume"), runId: z.string() }),
  z.object({ kind: z.literal("partial"), runId: z.string() }),
  z.object({ kind: z.literal("feedback"), runId: z.string(), value: z.enum(["good", "bad"]) }),
  z.object({ kind: z.literal("redo"), runId: z.string(), note: z.string() }),
  z.object({ kind: z.literal("ask_again"), runId: z.string() }),
  z.object({ kind: z.literal("restart"), runId: z.string() }),
  z.object({ kind: z.literal("undo"), runId: z.string() }),
  z.object({ kind: z.literal("takedown"), runId: z.string() }),
  /** A goal given by a form or command; without a thread, Fermata posts the root message first. */
  z.object({ kind: z.literal("goal"), text: z.string(), threadTs: z.string().nullable() }),
  /** A recurrence (five cron fields) for a goal, or for what an earlier run did (`goal` null). */
  z.object({
    kind: z.literal("schedule_new"),
    runId: z.string().nullable(),
    cron: z.string(),
    goal: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("schedule_act"),
    scheduleId: z.string(),
    verb: z.enum(["confirm", "pause", "resume", "run", "skip", "delete"]),
  }),
  z.object({
    kind: z.literal("schedule_change"),
    scheduleId: z.string(),
    cron: z.string(),
    goal: z.string(),
  }),
  z.object({ kind: z.literal("schedule_list"), page: z.number().int().min(1) }),
  z.object({ kind: z.literal("why_run"), runId: z.string() }),
  z.object({ kind: z.literal("why_call"), callId: z.string() }),
  z.object({ kind: z.literal("delegate"), callId: z.string(), userId: z.string() }),
  z.object({ kind: z.literal("remind"), callId: z.string() }),
  z.object({ kind: z.literal("rule_answer"), ruleId: z.string(), yes: z.boolean() }),
  z.object({ kind: z.literal("rule_revoke"), ruleId: z.string() }),
  /** The message with what waits, each morning, on or off. */
  z.object({ kind: z.literal("morning"), on: z.boolean() }),
]);
export type InboxBody = z.infer<typeof InboxBody>;

/** Something a person did that is committed before Slack is told; handled once, by whoever is first. */
export const InboxRow = z.object({
  id: z.string(),
  /** Unique per click: trigger id or view id. */
  dedupeKey: z.string(),
  team: z.string(),
  actor: z.string(),
  channel: z.string(),
  threadTs: z.string().nullable(),
  body: InboxBody,
  receivedAt: z.coerce.date(),
  handledAt: z.coerce.date().nullable(),
  attempts: z.number().int(),
});
export type InboxRow = z.infer<typeof InboxRow>;
