import { createHash } from "node:crypto";
import { z } from "zod";
import type { DrivenGraph, GraphVersion } from "./version.js";

/** What waiting runs rest on: a change of it is a new version. */
export interface GraphShape {
  nodes: readonly string[];
  /** `draft > check`; with `?` where a rule of the state decides. */
  edges: readonly string[];
  /** The nodes that wait for people. */
  interrupts: readonly string[];
  /** A digest of each state channel's form, by its name. */
  state: Readonly<Record<string, string>>;
}

/** Nodes and edges of a compiled graph, in the order of their names. */
export function topologyOf(graph: DrivenGraph): Pick<GraphShape, "nodes" | "edges"> {
  const { nodes, edges } = graph.getGraph();
  return {
    nodes: Object.keys(nodes).sort(),
    edges: edges
      .map((edge) => `${edge.source} ${edge.conditional ? "?>" : ">"} ${edge.target}`)
      .sort(),
  };
}

/** A digest of the form of each channel of a version's state. */
export function channelsOf(version: Pick<GraphVersion, "state">): GraphShape["state"] {
  const form = z.toJSONSchema(version.state, { io: "input", unrepresentable: "any" });
  return Object.fromEntries(
    Object.entries(form.properties ?? {}).map(([name, one]) => [name, digestOf(one)]),
  );
}

/**
 * What is kept with a run, so that it is noticed when a version changes under its name: nodes, edges and the names of
 * the channels. The channels' forms are not in it; the state itself is read before a run goes on.
 */
export function stampOf(graph: DrivenGraph, version: Pick<GraphVersion, "state">): string {
  return digestOf([topologyOf(graph), Object.keys(channelsOf(version)).sort()]);
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 12);
}
