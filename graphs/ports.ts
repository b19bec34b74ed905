import type { AgentIn, AgentOut, AgentRole, SourceOffer } from "../src/domain/agent-io.js";
import type { CallAsk, Decided } from "../src/domain/human-call.js";
import type { FactKind } from "../src/domain/fact.js";
import type { Named } from "../src/domain/person.js";
import type { Source } from "../src/domain/source.js";
import type { TaskLine } from "../src/domain/task.js";

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
  /** For a redo: what people said before; it is not asked again. */
  earlier?: Earlier[] | undefined;
  /** Caps of this run. */
  limits: { maxSteps: number; maxTasks: number; maxDraftRounds: number };
}

/** How a run of the graph ended. */
export interface RequestEnding {
  kind: "delivered" | "answered" | "rejected" | "unanswered" | "budget";
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
  /** The reason of a rejection. */
  reason: string;
  /** It asked for something regular; until schedules exist it ran once and says so. */
  recurring: boolean;
  /** The call nobody answered. */
  callId: string | null;
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
    ): Promise<{ artifactId: string; title: string; source: Omit<Source, "n"> }>;
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
  /** Follow-ups from the thread so far, oldest first; marks them as taken. */
  notes(runId: string): Promise<{ by: string; text: string }[]>;
  /** Ticks the status and writes facts, in one transaction; the same key twice writes its facts once. */
  record(
    step: StepKey,
    change: {
      title?: string;
      lines?: TaskLine[];
      now?: string;
      facts?: { kind: FactKind; data: Record<string, string | number | boolean | null> }[];
    },
  ): Promise<void>;
  clock: { now(): Date };
}

/** Calls that the graph has open, as found in its state. */
export type OpenCalls = Record<string, CallAsk>;
