import type { DrivenGraph, GraphVersion } from "../../../graphs/version.js";
import type { KeptInput } from "../begin/begin.js";

/** What a graph is built for: its ports and its saver end with this lease. */
export interface GraphLease {
  runId: string;
  token: number;
  input: KeptInput;
  capUsd: number;
  signal: AbortSignal;
}

/** A graph that is bound to one lease. */
export interface BuiltGraph {
  graph: DrivenGraph;
  version: GraphVersion;
  /** What is kept with a run of it, to notice that it changed under its name. */
  shape: string;
}

/** Whose runs a process may take. Those of other versions are left to newer workers. */
export interface VersionsHere {
  /** What it can load, and what it knows to be retired. */
  known: readonly string[];
  retired: readonly string[];
}

/** The versions of the graph that this process has. */
export interface RunGraphs {
  here: VersionsHere;
  /** A loadable version, bound to a lease; null: it is retired. */
  build(name: string, lease: GraphLease): BuiltGraph | null;
  /**
   * For a run of a retired version: the one it goes on with. A run that has not begun takes the current one; one that
   * holds is moved where there is a way. Null: it cannot go on. The same again after a crash gives the same.
   */
  move(name: string, lease: GraphLease): Promise<string | null>;
}
