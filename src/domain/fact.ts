import { z } from "zod";

/** What the ledger records, in the past tense. Data holds ids, digests and counts, never text. */
export const FactKind = z.enum([
  "request_accepted",
  "run_started",
  "run_refused",
  "triage_done",
  "plan_made",
  "task_started",
  "task_done",
  "task_failed",
  "source_read",
  "contradiction_found",
  "draft_made",
  "draft_checked",
  "call_opened",
  "call_reminded",
  "call_refused",
  "call_decided",
  "call_expired",
  "call_cancelled",
  "note_taken",
  "budget_hit",
  "run_held",
  "run_completed",
  "run_failed",
  "run_cancelled",
  "run_retried",
]);
export type FactKind = z.infer<typeof FactKind>;

/** One fact. `chain` is `run:<id>` or `workspace`; `key` makes a repeat the same fact. */
export const Fact = z.object({
  chain: z.string(),
  kind: FactKind,
  key: z.string(),
  actor: z.string().nullable(),
  at: z.coerce.date(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type Fact = z.infer<typeof Fact>;
