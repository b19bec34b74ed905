import { END, interrupt, Send, START, StateGraph, StateSchema } from "@langchain/langgraph";
import type { BaseCheckpointSaver } from "@langchain/langgraph-checkpoint";
import { z } from "zod";
import type { Ports } from "../../../graphs/ports.js";
import { createAfford } from "../../../graphs/request/nodes/afford.js";
import { createCheck } from "../../../graphs/request/nodes/check.js";
import { createDraft } from "../../../graphs/request/nodes/draft.js";
import { createGate } from "../../../graphs/request/nodes/gate.js";
import { createHold } from "../../../graphs/request/nodes/hold.js";
import { createPlan } from "../../../graphs/request/nodes/plan.js";
import { createPost } from "../../../graphs/request/nodes/post.js";
import { createReconcile } from "../../../graphs/request/nodes/reconcile.js";
import { createSalvage } from "../../../graphs/request/nodes/salvage.js";
import { createTriage } from "../../../graphs/request/nodes/triage.js";
import { createWork } from "../../../graphs/request/nodes/work.js";
import { whatNext } from "../../../graphs/request/rules/what-next.js";
import { workItem } from "../../../graphs/request/rules/work-item.js";
import { RequestState, type State, type Update } from "../../../graphs/request/state.js";
import { v1 } from "../../../graphs/request/v1.js";
import type { GraphVersion, HeldState } from "../../../graphs/version.js";
import { wholeState } from "../../../graphs/whole-state.js";

/** What somebody changed in the graph. */
export interface Change {
  /** New names of nodes, by their old ones. */
  rename?: Readonly<Record<string, string>>;
  /** A node that is gone: what led there ends. */
  without?: string;
  /** Asks this before the hold asks what it always asked. */
  askBefore?: unknown;
  /** Other forms of state channels. */
  state?: Readonly<Record<string, z.ZodType>>;
}

type Node = (state: never) => Promise<Update>;

/** The request graph as it could be after a change: the same nodes and rules, another topology or state. */
export function otherGraph(change: Change = {}): GraphVersion {
  const fields = { ...RequestState.fields, ...change.state };
  // The channels are other ones only at run time; the nodes are those of version 1.
  const schema = new StateSchema(fields) as unknown as typeof RequestState;
  const named = (node: string): string => change.rename?.[node] ?? node;
  return {
    ...v1,
    state: wholeState<HeldState>(fields),
    build(ports: Ports, saver: BaseCheckpointSaver | undefined) {
      const hold = createHold(ports);
      const nodes: Record<string, Node> = {
        triage: createTriage(ports),
        plan: createPlan(ports),
        work: createWork(ports),
        gate: createGate(ports),
        reconcile: createReconcile(ports),
        draft: createDraft(ports),
        check: createCheck(ports),
        afford: createAfford(ports),
        post: createPost(ports),
        salvage: createSalvage(ports),
        hold: async (state: State) => {
          if (change.askBefore !== undefined) interrupt(change.askBefore);
          return hold(state);
        },
      };
      if (change.without !== undefined) delete nodes[change.without];
      const names = Object.keys(nodes);
      const place = (node: string) => (names.includes(node) ? named(node) : END);
      const route = (state: State) => {
        const next = whatNext(state);
        if (next.to !== "work") return next.to === "end" ? END : place(next.to);
        return next.tasks.map((task) => new Send(named("work"), workItem(state, task)));
      };
      const graph = new StateGraph(schema) as unknown as {
        addNode(name: string, node: Node): void;
        addEdge(from: string, to: string): void;
        addConditionalEdges(from: string, to: typeof route, places: string[]): void;
        compile(options: object): ReturnType<GraphVersion["build"]>;
      };
      const places = [...names.map(named), END];
      for (const name of names) graph.addNode(named(name), nodes[name] as Node);
      graph.addEdge(START, named("triage"));
      for (const name of names) {
        if (name === "work") graph.addEdge(named(name), named("gate"));
        else graph.addConditionalEdges(named(name), route, places);
      }
      return graph.compile({ checkpointer: saver });
    },
  };
}
