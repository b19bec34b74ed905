import type { BaseCheckpointSaver } from "@langchain/langgraph-checkpoint";
import type { z } from "zod";
import type { Ports } from "./ports.js";
import type { State } from "./request/state.js";
import type { GraphShape } from "./shape.js";

/** What every version's state has: by it the caller sees where a run stands. */
export type HeldState = Pick<State, "input" | "calls" | "ending">;

/** Where a run stands, as LangGraph tells it. */
export interface GraphSnapshot {
  values: unknown;
  next: readonly string[];
  tasks: readonly {
    name: string;
    interrupts: readonly { id?: string | undefined; value?: unknown }[];
  }[];
  metadata?: { step?: number | undefined } | undefined;
}

/** Names a run, and the lease under which it is written. */
export interface GraphConfig {
  configurable: {
    thread_id: string;
    lease?: number;
    /** Reads as if nobody had answered, and writes nothing. */
    look?: boolean;
  };
}

/** How far and how fast a graph goes in one call. */
export interface GraphOptions extends GraphConfig {
  durability: "sync";
  recursionLimit: number;
  maxConcurrency: number;
  signal: AbortSignal;
  streamMode: "updates";
  interruptAfter?: "*";
}

/** A compiled graph of any version, as far as its callers need it. */
export interface DrivenGraph {
  getState(config: GraphConfig): Promise<GraphSnapshot>;
  stream(input: unknown, options: GraphOptions): Promise<AsyncIterable<unknown>>;
  updateState(config: GraphConfig, values: unknown, asNode: string): Promise<unknown>;
  getGraph(): {
    nodes: Record<string, unknown>;
    edges: { source: string; target: string; conditional?: boolean | undefined }[];
  };
}

/** One version of the request graph. Once it is released, its shape does not change. */
export interface GraphVersion {
  build(ports: Ports, saver: BaseCheckpointSaver | undefined): DrivenGraph;
  /** The whole state: a run goes on only where this can read what was stored. */
  state: z.ZodType<HeldState>;
  /** What it was released with; a test compares. */
  recorded: GraphShape;
}

/** Moves a waiting run from one version to another. */
export interface GraphMigration {
  from: string;
  to: string;
  /** The state of the one as the state of the other; pure, and not trusted: the other one reads it. */
  state(before: Record<string, unknown>): unknown;
  /** The node of the other one after which the run goes on. */
  after: string;
}

/** All that a deploy knows of versions. */
export interface GraphVersions {
  /** What new runs get. */
  current: string;
  /** What can be loaded, by name: the runs of these go on. */
  loadable: Readonly<Record<string, GraphVersion>>;
  /** Names that were used and cannot be loaded any more: their runs are moved, or end visibly. */
  retired: readonly string[];
  migrations: readonly GraphMigration[];
}
