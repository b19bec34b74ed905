import { END, Send, START, StateGraph } from "@langchain/langgraph";
import type { BaseCheckpointSaver } from "@langchain/langgraph-checkpoint";
import type { Ports } from "../ports.js";
import { createAfford } from "./nodes/afford.js";
import { createCheck } from "./nodes/check.js";
import { createDraft } from "./nodes/draft.js";
import { createGate } from "./nodes/gate.js";
import { createHold } from "./nodes/hold.js";
import { createPlan } from "./nodes/plan.js";
import { createPost } from "./nodes/post.js";
import { createReconcile } from "./nodes/reconcile.js";
import { createSalvage } from "./nodes/salvage.js";
import { createTriage } from "./nodes/triage.js";
import { createWork } from "./nodes/work.js";
import { whatNext } from "./rules/what-next.js";
import { type WorkItem, workItem } from "./rules/work-item.js";
import type { GraphVersion } from "../version.js";
import { RequestState, type State, storedState } from "./state.js";
import { step } from "./step.js";
import { v1Shape } from "./v1-shape.js";

const targets = [
  "triage",
  "plan",
  "work",
  "reconcile",
  "hold",
  "draft",
  "check",
  "afford",
  "post",
  "salvage",
  END,
] as const;

/** Where the state leads: one place, or every task that can run. */
function route(state: State): (typeof targets)[number] | Send[] {
  const next = whatNext(state);
  if (next.to === "work") return next.tasks.map((task) => new Send("work", workItem(state, task)));
  return next.to === "end" ? END : next.to;
}

/**
 * The request graph, version 1: plan, tasks in parallel, reconcile, draft and check, people where they are needed.
 * It is flat; `hold` has the only interrupt and `gate` joins the branches. Invoke it with `durability: "sync"`, a
 * `recursionLimit` of 200 and the run's id as `thread_id`.
 */
export function buildRequestGraph(ports: Ports, saver: BaseCheckpointSaver | undefined) {
  const to = [...targets];
  return new StateGraph(RequestState)
    .addNode("triage", step(createTriage(ports)))
    .addNode("plan", step(createPlan(ports)))
    .addNode("work", step<WorkItem>(createWork(ports)))
    .addNode("gate", step(createGate(ports)))
    .addNode("reconcile", step(createReconcile(ports)))
    .addNode("draft", step(createDraft(ports)))
    .addNode("check", step(createCheck(ports)))
    .addNode("afford", step(createAfford(ports)))
    .addNode("post", step(createPost(ports)))
    .addNode("salvage", step(createSalvage(ports)))
    .addNode("hold", createHold(ports))
    .addEdge(START, "triage")
    .addConditionalEdges("triage", route, to)
    .addConditionalEdges("plan", route, to)
    .addEdge("work", "gate")
    .addConditionalEdges("gate", route, to)
    .addConditionalEdges("reconcile", route, to)
    .addConditionalEdges("draft", route, to)
    .addConditionalEdges("check", route, to)
    .addConditionalEdges("afford", route, to)
    .addConditionalEdges("post", route, to)
    .addConditionalEdges("salvage", route, to)
    .addConditionalEdges("hold", route, to)
    .compile({ checkpointer: saver });
}

/** The request graph, version 1, with what it is held to. */
export const v1: GraphVersion = {
  build: buildRequestGraph,
  state: storedState,
  recorded: v1Shape,
};
