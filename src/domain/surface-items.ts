import { z } from "zod";

/** The state of the thread's agent session: who looks at the thread sees whether the job works, waits or is over. */
export const SessionItem = z.object({
  type: z.literal("session"),
  /** One a thread: `session:<channel>:<threadTs>`. */
  opKey: z.string(),
  runId: z.string().nullable(),
  channel: z.string(),
  threadTs: z.string(),
  status: z.enum(["active", "processing", "suspended", "closed"]),
  /** The job's name; Slack takes it when the session begins. */
  title: z.string(),
  initiator: z.string(),
});
export type SessionItem = z.infer<typeof SessionItem>;

/** The line under a thread that says what is going on; an empty text takes it away. */
export const StatusLineItem = z.object({
  type: z.literal("status_line"),
  opKey: z.string(),
  runId: z.string().nullable(),
  channel: z.string(),
  threadTs: z.string(),
  text: z.string(),
});
export type StatusLineItem = z.infer<typeof StatusLineItem>;

/** What the agent's pane proposes to somebody who opens it. */
export const PromptsItem = z.object({
  type: z.literal("prompts"),
  opKey: z.string(),
  runId: z.null(),
  channel: z.string(),
  threadTs: z.null(),
  prompts: z.array(z.object({ title: z.string(), message: z.string() })).max(4),
  /** `YYYY-MM-DD`: the same prompts are proposed again on another day. */
  day: z.string(),
});
export type PromptsItem = z.infer<typeof PromptsItem>;
