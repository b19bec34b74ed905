import { ReducedValue, StateSchema } from "@langchain/langgraph";
import { z } from "zod";
import { wholeState } from "../whole-state.js";
import { Answered, SourceOffer } from "../../src/domain/agent-io.js";
import { PostTarget } from "../../src/domain/effect.js";
import { CallAsk, Decided } from "../../src/domain/human-call.js";
import { Named } from "../../src/domain/person.js";
import { Source } from "../../src/domain/source.js";
import { PlannedTask, TaskState } from "../../src/domain/task.js";
import { TextEdit } from "../../src/domain/text-changes.js";
import type { PostEnding, RequestEnding, RequestInput } from "../ports.js";

/** What a run starts with, checked at the graph's door. */
export const requestInput = z.object({
  runId: z.string(),
  goal: z.string(),
  requester: Named,
  tz: z.string(),
  sources: z.array(SourceOffer),
  approval: z.object({
    wanted: z.boolean(),
    approvers: z.array(Named),
    unresolved: z.array(z.object({ name: z.string(), candidates: z.array(Named) })),
  }),
  people: z.array(Named),
  post: PostTarget.nullish(),
  earlier: z.array(Answered.extend({ chosen: z.boolean() })).optional(),
  fire: z.object({ title: z.string(), since: z.string().nullable() }).optional(),
  mayRecur: z.boolean().optional(),
  limits: z.object({ maxSteps: z.number(), maxTasks: z.number(), maxDraftRounds: z.number() }),
}) satisfies z.ZodType<RequestInput>;

/** A task of the plan with how far it is; documents and claims by artifact id only. */
export const taskRecord = PlannedTask.omit({ who: true, others: true }).extend({
  /** Whom an `ask` task asks, and whom besides. */
  who: Named.nullable(),
  others: z.array(Named).default([]),
  /** For an `ask` task: it is about the draft, and asked once that is checked. */
  onDraft: z.boolean().default(false),
  state: TaskState,
  /** In a few words, for the status line. */
  note: z.string(),
  /** The artifact with its claims. */
  out: z.string().nullable(),
  /** How many claims, and from which sources. */
  claims: z.number().int(),
  sourceNs: z.array(z.number().int()),
  /** The call it waits for. */
  callId: z.string().nullable(),
  /** For a time of a schedule: its source has nothing new. */
  nothingNew: z.boolean().optional(),
});
export type TaskRecord = z.infer<typeof taskRecord>;

/** What a call is about, which says what its answer does. */
export const CallAbout = z.enum([
  "questions",
  "task",
  "sources",
  "rounds",
  "approval",
  "release",
  "budget",
]);

/** A call to people with its decision, once there is one. */
export const callRecord = z.object({
  about: CallAbout,
  ask: CallAsk,
  decided: Decided.optional(),
  /** Nobody needs the answer any more. */
  dropped: z.boolean().optional(),
});
export type CallRecord = z.infer<typeof callRecord>;

/** Words of a person, with who said them. */
export const said = z.object({ by: z.string(), text: z.string() });
export type Said = z.infer<typeof said>;

/** The text in work: which artifact it is, and what is to happen with it. */
export const textRecord = z.object({
  artifactId: z.string(),
  digest: z.string(),
  /** How many drafts were written, over all rounds. */
  version: z.number().int(),
  /** How many drafts were written since a person last had a say. */
  tries: z.number().int(),
  /** The round of the approval, from 1. */
  round: z.number().int(),
  /** How many approval cards there were. */
  cards: z.number().int(),
  next: z.enum(["draft", "check", "asks", "people", "post"]),
  /** Its beginning, for the card. */
  excerpt: z.string(),
  checked: z.string(),
  doubts: z.array(z.string()),
  advice: z.array(z.string()),
  changed: z.array(z.string()),
  /** What people want different in this round, and in earlier ones. */
  wishes: z.array(said),
  /** A person's own version, which stands in for the draft. */
  edit: z
    .object({
      artifactId: z.string(),
      digest: z.string(),
      by: Named,
      /** Whether the check objected once: it does not ask again. */
      objected: z.boolean(),
      /** Whether others have to say yes to it as well. */
      others: z.boolean().optional(),
      /** A task of the plan asked for it: it releases nothing. */
      wasAsked: z.boolean().optional(),
      /** What it changed in the draft, once it is checked. */
      diff: TextEdit.optional(),
    })
    .nullable(),
  /** Whether it could be posted where the request says, as it was when it was last checked. */
  post: z
    .object({ channel: z.string(), channelName: z.string(), reach: z.string(), why: z.string() })
    .nullish(),
  /** The call in whose seconds a release could be taken back. */
  release: z.string().nullish(),
});
export type TextRecord = z.infer<typeof textRecord>;

const postEnding = z.object({
  channel: z.string(),
  channelName: z.string(),
  callId: z.string().nullable(),
  why: z.string().nullable(),
}) satisfies z.ZodType<PostEnding>;

/** How the run ended; see `RequestEnding` in the ports. */
export const requestEnding = z.object({
  kind: z.enum([
    "delivered",
    "answered",
    "rejected",
    "unanswered",
    "budget",
    "scheduled",
    "nothing",
  ]),
  artifactId: z.string().nullable(),
  checked: z.string(),
  sources: z.array(Source),
  notRead: z.array(z.string()),
  remarks: z.array(z.string()),
  by: Named.nullable(),
  edited: z.boolean(),
  editor: Named.nullish(),
  reason: z.string(),
  recurring: z.boolean(),
  callId: z.string().nullable(),
  wish: z.object({ cron: z.string(), goal: z.string() }).optional(),
  quiet: z.array(z.string()).optional(),
  post: postEnding.nullish(),
}) satisfies z.ZodType<RequestEnding>;

/** A record to which nodes add entries, also several at once. */
const byKey = <T extends z.ZodType>(entry: T) => {
  const schema = z.record(z.string(), entry);
  return new ReducedValue(
    schema.default(() => ({}) as z.infer<typeof schema>),
    { inputSchema: schema, reducer: (had, more) => ({ ...had, ...more }) },
  );
};

/**
 * The graph's state: small records only, documents by artifact id. It is JSON, and comes back from a checkpoint as
 * JSON. No object from a model or a person with keys of its own goes in: LangGraph reads some keys as its own words.
 */
export const RequestState = new StateSchema({
  input: requestInput,
  /** Steps so far; branches of one step all say the same number. */
  steps: new ReducedValue(z.number().default(0), {
    inputSchema: z.number(),
    reducer: (had, now) => Math.max(had, now),
  }),
  title: z.string().default(""),
  path: z.enum(["", "answer", "plan", "ask"]).default(""),
  recurring: z.boolean().default(false),
  planned: z.boolean().default(false),
  criteria: z.array(z.string()).default(() => []),
  notes: z.array(said).default(() => []),
  /** By task id. */
  tasks: byKey(taskRecord),
  /** By call id. */
  calls: byKey(callRecord),
  /** What was read, by its number. */
  sources: byKey(Source),
  /** Approvers whom the requester picked. */
  picked: z.array(Named).default(() => []),
  answers: z.array(Answered).default(() => []),
  /** Whether contradictions were looked for. */
  reconciled: z.boolean().default(false),
  /** How contradictions are settled. */
  choices: z
    .array(z.object({ question: z.string(), choice: z.string(), by: z.string() }))
    .default(() => []),
  text: textRecord.nullable().default(null),
  /** What the result must say besides the doubts. */
  remarks: new ReducedValue(
    z.array(z.string()).default(() => []),
    { inputSchema: z.array(z.string()), reducer: (had, more) => [...had, ...more] },
  ),
  /** Which budget is used up. A raised one is "" again; of two branches, the day's has the last word. */
  budget: new ReducedValue(z.enum(["", "run", "day"]).default(""), {
    inputSchema: z.enum(["", "run", "day"]),
    reducer: (had, now) => (now === "" ? "" : had === "day" ? "day" : now),
  }),
  /** What the step may cost that found the budget used up, in US dollars; the most expensive one of a round. */
  neededUsd: new ReducedValue(z.number().default(0), {
    inputSchema: z.number(),
    reducer: (had, now) => (now === 0 ? 0 : Math.max(had, now)),
  }),
  /** How often the requester was asked for more money. */
  budgetAsks: z.number().int().default(0),
  /** At what the requester, or silence, said to finish with what there is; null: nobody did. */
  finishAtUsd: z.number().nullable().default(null),
  ending: requestEnding.nullable().default(null),
});
export type State = typeof RequestState.State;
export type Update = typeof RequestState.Update;

/** The whole state as it is stored: by this it is read before a run goes on. */
export const storedState = wholeState<State>(RequestState.fields);
