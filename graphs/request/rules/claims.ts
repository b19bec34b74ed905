import { z } from "zod";
import type { AgentOut } from "../../../src/domain/agent-io.js";
import { Claim } from "../../../src/domain/source.js";
import type { Ports } from "../../ports.js";
import type { State, TaskRecord } from "../state.js";
import { allNeeds } from "./needs.js";

const claimList = z.array(Claim);

/**
 * Gives the claims of a task their ids, `<task>.<n>`, and their source: the one that was read, or, for a look through
 * earlier claims, the one named, if it is among `known`. A claim without a source is dropped.
 */
export function numberClaims(
  taskId: string,
  found: AgentOut<"research">["claims"],
  from: { read: number } | { known: Claim[] },
): Claim[] {
  const numbered: Claim[] = [];
  for (const claim of found) {
    const sourceN = "read" in from ? from.read : sourceOf(claim, from.known);
    if (sourceN === null) continue;
    numbered.push({ ...claim, id: `${taskId}.${numbered.length + 1}`, sourceN });
  }
  return numbered;
}

function sourceOf(claim: AgentOut<"research">["claims"][number], known: Claim[]): number | null {
  if (known.some((one) => one.sourceN === claim.sourceN)) return claim.sourceN;
  return known.find((one) => one.excerpt === claim.excerpt)?.sourceN ?? null;
}

/** Reads claims from artifacts; they are kept as text, so that nothing in them is ever more than text. */
export async function loadClaims(
  ports: Pick<Ports, "artifacts">,
  artifactIds: string[],
): Promise<Claim[]> {
  const stored = await Promise.all(artifactIds.map((id) => ports.artifacts.load(id)));
  return stored.flatMap(({ body }) => claimList.parse(JSON.parse(body)));
}

/** The artifacts with all claims found so far, in the plan's order. */
export function claimArtifacts(state: Pick<State, "tasks">): string[] {
  return Object.values(state.tasks).flatMap((task) => (task.out === null ? [] : [task.out]));
}

/** The artifacts with the claims of everything a task needs, directly or not. */
export function neededArtifacts(state: Pick<State, "tasks">, task: TaskRecord): string[] {
  const tasks = Object.entries(state.tasks);
  const needed = allNeeds(task.needs, new Map(tasks.map(([id, one]) => [id, one.needs])));
  return claimArtifacts({ tasks: Object.fromEntries(tasks.filter(([id]) => needed.has(id))) });
}
