import type { Run } from "../../domain/run.js";
import type { AdvanceDeps } from "../advance-deps.js";
import type { BuiltGraph, GraphLease } from "./ports.js";
import { lost, standingOf } from "./standing.js";

/**
 * The graph that a claimed run goes on with: of the version it started with, or of one it is moved to. Throws
 * `GRAPH_LOST` where there is none, and where the version has changed under its name while the run was in the midst of
 * its work: only a state that waits says by itself what comes next.
 */
export async function openGraph(
  deps: Pick<AdvanceDeps, "graphs" | "transact">,
  run: Run,
  lease: GraphLease,
): Promise<BuiltGraph> {
  const own = deps.graphs.build(run.graphVersion, lease);
  if (own && run.graphShape === own.shape) return own;
  const name = own ? run.graphVersion : await deps.graphs.move(run.graphVersion, lease);
  const built = own ?? (name === null ? null : deps.graphs.build(name, lease));
  if (!built || name === null) throw lost("Its version of the graph is retired.");
  if (own && typeof run.graphShape === "string") {
    const configurable = { thread_id: run.id, lease: lease.token };
    const now = await own.graph.getState({ configurable });
    if (standingOf(now, own.version).at === "work") {
      throw lost("The graph has changed under its name since its last step.");
    }
  }
  const stamp = { graphVersion: name, graphShape: built.shape };
  await deps.transact((rows) => rows.runs.stampGraph(run.id, lease.token, stamp));
  return built;
}
