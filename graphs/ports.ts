import type { AgentIn, AgentOut, AgentRole, SourceOffer } from "../src/domain/agent-io.js";
import type { PostTarget } from "../src/domain/effect.js";
import type { CallArgs, CallAsk, Decided } from "../src/domain/human-call.js";
import type { FactKind } from "../src/domain/fact.js";
import type { Named } from "../src/domain/person.js";
import type { Source } from "../src/domain/source.js";
import type { PlannedAsk, TaskLine } from "../src/domain/task.js";

/** What a person answered, or chose between sources, in the run that this one changes. */
export interface Earlier {
  question: string;
  answer: string;
  by: string;
  chosen: boolean;
}

/** What a run starts with; made by rule from the request, never by a model. JSON-safe. */
export interface RequestInput {
  runId: string;
  goal: string;
  requester: Named;
  tz: string;
  /** What may be read: the thread, links and files of the request, and for a redo the earlier result. */
  sources: SourceOffer[];
  /** Whether somebody must approve the draft, by rule on the request's words and by policy. */
  approval: {
    wanted: boolean;
    approvers: Named[];
    /** Names that fit nobody or several: the requester is asked with a person field. */
    unresolved: { name: string; candidates: Named[] }[];
  };
  /** The only people a task may ask: the requester and those whom the request names. */
  people: Named[];
  /** The one channel that the request's own words want the result posted in; never from a text that was read. */
  post?: PostTarget | null | undefined;
  /** For a redo: what people said before; it is not asked again. */
  earlier?: Earlier[] | undefined;
  /** For a time of a schedule: its name, and since when anything is new (ISO). It only reads, by a plan made by rule. */
  fire?: { title: string; since: string | null } | undefined;
  /** Whether it may become a schedule, if it asks for something regular. */
  mayRecur?: boolean | undefined;
  /** Caps of this run. */
  limits: { maxSteps: number; maxTasks: number; maxDraftRounds: number };
}

/** What became of the post that was asked for; `why` null: it is made on the approval `callId`. */
export interface PostEnding {
  channel: string;
  channelName: string;
  callId: string | null;
  why: string | null;
}

/** Whether a text could be posted somewhere now: `why` says why not, `reach` who will see it; one of them is empty. */
export interface PostLook {
  channelName: string;
  reach: string;
  why: string;
}

/** What became of a post: on its way, or not made; `again` then means that people can be asked anew. */
export type PostOutcome =
  | { ok: true }
  | { ok: false; again: false; why: string }
  | {
      ok: false;
      again: true;
      why: string;
      channel: string;
      channelName: string;
      /** Ids of those who may not approve it any more. */
      leaveOut: string[];
    };

/** How a run of the graph ended. */
export interface RequestEnding {
  kind:
    | "delivered"
    | "answered"
    | "rejected"
    | "unanswered"
    | "budget"
    /** It asks for something regular: `wish` says what; there is no result. */
    | "scheduled"
    /** A time of a schedule found nothing new: `quiet` says where. */
    | "nothing";
  /** The result, where there is one. */
  artifactId: string | null;
  /** `11 of 11 facts found in the sources`. */
  checked: string;
  sources: Source[];
  notRead: string[];
  /** Doubts, choices people made, defaults that were used. */
  remarks: string[];
  /** Who approved or rejected. */
  by: Named | null;
  edited: boolean;
  /** Whose version it is, where it is a person's own. */
  editor?: Named | null | undefined;
  /** The reason of a rejection; for `budget` whose money it was: `run` or `day`. */
  reason: string;
  /** It asked for something regular and did not say when: it ran once and says how to have it again. */
  recurring: boolean;
  /** For `scheduled`: when (five cron fields), and what each time. */
  wish?: { cron: string; goal: string } | undefined;
  /** For `nothing`: the sources that have nothing new. */
  quiet?: string[] | undefined;
  /** The call nobody answered. */
  callId: string | null;
  /** Only where a post was asked for. */
  post?: PostEnding | null | undefined;
}

/** What the outside gives the graph at a resume. */
export interface Resume {
  decisions: Record<string, Decided>;
}

/** The one value in the graph's one interrupt. */
export interface HoldValue {
  calls: string[];
}

/** Names a step so that the same step after a crash is the same call: unique within a run. */
export interface StepKey {
  runId: string;
  key: string;
}

/** A draft as people are asked about it. */
export interface AskedText {
  artifactId: string;
  digest: string;
  excerpt: string;
}

/** What the graph needs from the house; bound in `app.ts`. Every method is safe to repeat with the same key. */
export interface Ports {
  agents: {
    [R in AgentRole]: (step: StepKey, input: AgentIn<R>) => Promise<AgentOut<R>>;
  };
  sources: {
    /** Reads one offered source and keeps the text as an artifact. Throws catalogue errors (`FETCH_REFUSED`, `FILE_UNREADABLE` …) with a plain `detail`. */
    read(
      step: StepKey,
      offer: SourceOffer,
    ): Promise<{
      artifactId: string;
      title: string;
      source: Omit<Source, "n">;
      /** For a time of a schedule: nothing is new in it since the last one. */
      nothingNew?: boolean | undefined;
    }>;
  };
  /** The human functions as a plan asks with them; pure rules. */
  asks: {
    /** The arguments of a plan's question; null where no function can be asked like this. */
    call(
      asked: PlannedAsk,
      job: { title: string; text: AskedText | null; asked: number },
    ): CallArgs | null;
    /** Whether a question with this function is about the draft: it is asked once that is checked. */
    isOnDraft(fn: string): boolean;
  };
  artifacts: {
    /** First save under (runId, key) wins and is returned. `digest` is the sha-256 of the body. */
    save(
      step: StepKey,
      kind: "document" | "claims" | "draft" | "edit" | "result",
      title: string,
      body: string,
    ): Promise<{ id: string; digest: string }>;
    load(id: string): Promise<{ title: string; body: string; digest: string }>;
  };
  /** What the run may spend as it stands now, and what it may be given more at a time, in US dollars. */
  money(runId: string): Promise<{ capUsd: number; stepUsd: number }>;
  effects: {
    /** Looks before anybody approves; asks Slack. */
    look(step: StepKey, what: { channel: string; artifactId: string }): Promise<PostLook>;
    /** Posts what the call released if it is, to the byte, what was approved. The same call twice is one post. */
    post(
      step: StepKey,
      what: { callId: string; channel: string; artifactId: string; digest: string },
    ): Promise<PostOutcome>;
  };
  /** Follow-ups from the thread so far, oldest first; marks them as taken. */
  notes(runId: string): Promise<{ by: string; text: string }[]>;
  /** Ticks the status and writes facts, in one transaction; the same key twice writes its facts once. */
  record(
    step: StepKey,
    change: {
      title?: string;
      lines?: TaskLine[];
      now?: string;
      /** What the check of somebody's edit found, for the settled card of the approval that saved it. */
      checked?: { callId: string; line: string };
      facts?: { kind: FactKind; data: Record<string, string | number | boolean | null> }[];
    },
  ): Promise<void>;
  clock: { now(): Date };
}

/** Calls that the graph has open, as found in its state. */
export type OpenCalls = Record<string, CallAsk>;
