import type { AgentOut } from "../../../src/domain/agent-io.js";
import type { Claim } from "../../../src/domain/source.js";
import type { Ports } from "../../ports.js";
import { loadClaims, numberClaims } from "../rules/claims.js";
import { lineOf } from "../rules/lines.js";
import { whyNotDone } from "../rules/not-done.js";
import { told } from "../rules/told.js";
import type { WorkItem } from "../rules/work-item.js";
import type { Update } from "../state.js";

const MOST_MISSING = 3;

/** Looks something up in what earlier tasks found. */
export function createLookUp(ports: Ports): (item: WorkItem) => Promise<Update> {
  return async (item) => {
    const { task, input } = item;
    const { runId } = input;
    const known = await loadClaims(ports, item.from);
    const found = await lookedUp(ports, item, known);
    if ("reason" in found) {
      const failed = { ...task, state: "failed" as const, note: found.reason };
      await ports.record(
        { runId, key: `done:${task.id}` },
        { lines: [lineOf(failed)], facts: [{ kind: "task_failed", data: { task: task.id } }] },
      );
      return {
        tasks: { [task.id]: failed },
        remarks: [`Not done: ${task.title} (${found.reason}).`],
      };
    }
    const claims = numberClaims(task.id, found.claims, { known });
    const saved = await ports.artifacts.save(
      { runId, key: `claims:${task.id}` },
      "claims",
      task.title,
      JSON.stringify(claims),
    );
    const done = {
      ...task,
      state: "done" as const,
      note: found.summary,
      out: saved.id,
      claims: claims.length,
      sourceNs: [...new Set(claims.map((claim) => claim.sourceN))],
    };
    await ports.record(
      { runId, key: `done:${task.id}` },
      {
        lines: [lineOf(done)],
        facts: [{ kind: "task_done", data: { task: task.id, claims: claims.length } }],
      },
    );
    const missing = found.missing.slice(0, MOST_MISSING).map((one) => `Not found: ${one}`);
    return { tasks: { [task.id]: done }, remarks: missing };
  };
}

async function lookedUp(
  ports: Ports,
  { task, input, notes, answers }: WorkItem,
  claims: Claim[],
): Promise<AgentOut<"research"> | { reason: string }> {
  try {
    return await ports.agents.research(
      { runId: input.runId, key: `research:${task.id}` },
      {
        ...told(ports, input, notes),
        task: task.done === "" ? task.title : `${task.title}. Done when: ${task.done}`,
        document: null,
        claims,
        answers,
      },
    );
  } catch (error) {
    const reason = whyNotDone(error);
    if (reason === null) throw error;
    return { reason };
  }
}
