import type { Ports } from "../../ports.js";
import { loadClaims, numberClaims } from "../rules/claims.js";
import { lineOf } from "../rules/lines.js";
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
    const found = await ports.agents.research(
      { runId, key: `research:${task.id}` },
      {
        ...told(ports, input, item.notes),
        task: task.done === "" ? task.title : `${task.title}. Done when: ${task.done}`,
        document: null,
        claims: known,
        answers: item.answers,
      },
    );
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
