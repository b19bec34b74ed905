import { z } from "zod";
import { FormField } from "./form-field.js";
import { Claim, Source } from "./source.js";
import { PlannedTask } from "./task.js";

/**
 * What goes into and comes out of each agent. The input is sent to the model as one JSON value in the
 * user message: strings in it are data, never instructions. The name of the output schema is the role.
 */
export const AgentRole = z.enum([
  "triage",
  "plan",
  "research",
  "reconcile",
  "draft",
  "check",
  "schedule",
]);
export type AgentRole = z.infer<typeof AgentRole>;

/** What can be read for this run: the thread, channels, links and files named in the request. */
export const SourceOffer = z.object({
  id: z.string(),
  kind: z.enum(["thread", "channel", "page", "file", "result", "person"]),
  label: z.string(),
});
export type SourceOffer = z.infer<typeof SourceOffer>;

/** An answer a person gave earlier in this run. */
export const Answered = z.object({ question: z.string(), answer: z.string(), by: z.string() });
export type Answered = z.infer<typeof Answered>;

const shared = {
  goal: z.string(),
  askedBy: z.string(),
  /** Follow-ups from the thread, oldest first. */
  notes: z.array(z.object({ by: z.string(), text: z.string() })),
  /** ISO instant and the asker's zone, so that "tomorrow" means something. */
  now: z.string(),
  tz: z.string(),
};

export const TriageIn = z.object({ ...shared, sources: z.array(SourceOffer) });
export const TriageOut = z.object({
  path: z.enum(["answer", "plan", "ask"]),
  /** The job's name, at most 60 characters, e.g. `Launch brief`. */
  title: z.string().min(1).max(60),
  /** Whether it asks for something to happen again and again. */
  recurring: z.boolean(),
  /** For `answer`: the whole answer, Markdown. */
  answer: z.string().max(6000),
  /** For `ask` (and allowed for `plan`): what only the asker can know. */
  questions: z.array(FormField).max(4),
});

export const PlanIn = z.object({
  ...shared,
  title: z.string(),
  sources: z.array(SourceOffer),
  answers: z.array(Answered),
});
export const PlanOut = z.object({
  tasks: z.array(PlannedTask).max(20),
  criteria: z.array(z.string().max(300)).max(10),
  estimateMinutes: z.number().min(0).max(600),
});

export const ResearchIn = z.object({
  ...shared,
  task: z.string(),
  /** The document to read, for a `read` task. */
  document: z.object({ source: Source, title: z.string(), text: z.string() }).nullable(),
  /** What earlier tasks found, for a `research` task. */
  claims: z.array(Claim),
  answers: z.array(Answered),
});
export const ResearchOut = z.object({
  /** In a few words, for the status line, e.g. `9 facts`. */
  summary: z.string().max(200),
  claims: z
    .array(
      z.object({
        topic: z.string().max(120),
        text: z.string().max(1000),
        value: z.string().max(300).nullable(),
        excerpt: z.string().max(1000),
        by: z.string().max(120).nullable(),
        date: z.string().max(60).nullable(),
        /** For a `research` task: the source the claim rests on. */
        sourceN: z.number().int().nullable(),
      }),
    )
    .max(60),
  missing: z.array(z.string().max(300)).max(10),
});

export const ReconcileIn = z.object({
  ...shared,
  claims: z.array(Claim),
  sources: z.array(Source),
});
export const ReconcileOut = z.object({
  contradictions: z
    .array(
      z.object({
        question: z.string().max(200),
        options: z
          .array(
            z.object({
              label: z.string().max(200),
              short: z.string().max(75),
              claimIds: z.array(z.string()).min(1).max(10),
            }),
          )
          .min(2)
          .max(6),
        suggestion: z.string().max(300),
        suggestedIndex: z.number().int().nullable(),
      }),
    )
    .max(5),
});

export const DraftIn = z.object({
  ...shared,
  title: z.string(),
  criteria: z.array(z.string()),
  claims: z.array(Claim),
  sources: z.array(Source),
  answers: z.array(Answered),
  /** A person's choice between contradicting sources. */
  choices: z.array(z.object({ question: z.string(), choice: z.string(), by: z.string() })),
  previous: z.string().nullable(),
  /** What the checker or a person wants different. */
  changes: z.array(z.string()),
});
export const DraftOut = z.object({
  /** The whole text as simple Markdown: `**bold**`, `- ` lists, `#` headings, citations as `[n]`. */
  markdown: z.string().min(1).max(60_000),
  /** For a revision: what changed, each in a few words. */
  changed: z.array(z.string().max(300)).max(10),
});

export const CheckIn = z.object({
  ...shared,
  criteria: z.array(z.string()),
  draft: z.string(),
  claims: z.array(Claim),
  sources: z.array(Source),
  choices: z.array(z.object({ question: z.string(), choice: z.string(), by: z.string() })),
  answers: z.array(Answered),
  /** Statements that a person wrote: they need no source. */
  personsOwn: z.array(z.string()),
});
export const CheckOut = z.object({
  statements: z
    .array(
      z.object({
        text: z.string().max(1000),
        supported: z.boolean(),
        claimIds: z.array(z.string()).max(20),
        note: z.string().max(300),
      }),
    )
    .max(100),
  unmetCriteria: z.array(z.string().max(300)).max(10),
  doubts: z.array(z.string().max(300)).max(10),
  verdict: z.enum(["pass", "revise"]),
  advice: z.array(z.string().max(500)).max(10),
});

export const ScheduleIn = z.object(shared);
export const ScheduleOut = z.object({
  /** When, as five cron fields in the asker's zone; empty where the words do not say it. */
  cron: z.string().max(100),
  /** What is wanted each time, in the asker's words without the when. */
  goal: z.string().max(4000),
});

/** Input and output of every agent, by role. */
export const agentIo = {
  triage: { in: TriageIn, out: TriageOut },
  plan: { in: PlanIn, out: PlanOut },
  research: { in: ResearchIn, out: ResearchOut },
  reconcile: { in: ReconcileIn, out: ReconcileOut },
  draft: { in: DraftIn, out: DraftOut },
  check: { in: CheckIn, out: CheckOut },
  schedule: { in: ScheduleIn, out: ScheduleOut },
} as const;

export type AgentIn<R extends AgentRole> = z.input<(typeof agentIo)[R]["in"]>;
export type AgentOut<R extends AgentRole> = z.output<(typeof agentIo)[R]["out"]>;
