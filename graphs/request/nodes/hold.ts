import { interrupt } from "@langchain/langgraph";
import { z } from "zod";
import type { HoldValue, Ports } from "../../ports.js";
import { approvalId } from "../rules/post-plan.js";
import { announce, lineOf } from "../rules/lines.js";
import { difference, settle } from "../rules/settle.js";
import { isOpen } from "../open-calls.js";
import type { State, Update } from "../state.js";

const resumeSchema = z.object({ decisions: z.record(z.string(), z.unknown()) });

/** An edit for whose check there is no money says so on its card. */
function unchecked(before: State, after: State): { checked?: { callId: string; line: string } } {
  const { text } = after;
  if (!before.text || !text?.edit || text.edit === before.text.edit || text.next === "check")
    return {};
  return { checked: { callId: approvalId(before.input, before.text), line: text.checked } };
}

/**
 * Waits for people: the only interrupt of the graph, once for all open calls. It does nothing before it, because it
 * runs again from its top. The first resume sticks for ever: one that makes no sense changes nothing and leads to the
 * same wait again, and whoever drives the graph ends such a run visibly (`GRAPH_LOST`).
 */
export function createHold(ports: Ports): (state: State) => Promise<Update> {
  return async (state) => {
    const open = Object.entries(state.calls).filter(([, call]) => isOpen(call));
    const ids = open.map(([id]) => id).sort();
    const given = resumeSchema.safeParse(interrupt({ calls: ids } satisfies HoldValue));
    const after = settle(state, given.success ? given.data.decisions : {});
    const steps = state.steps + 1;
    if (after === state) return { steps };
    const next = announce(after);
    const answered = Object.values(after.tasks).filter((task) => state.tasks[task.id] !== task);
    await ports.record(
      { runId: state.input.runId, key: `hold:${state.steps}` },
      {
        ...next,
        ...unchecked(state, after),
        lines: [...answered.map((task) => lineOf(task)), ...next.lines],
      },
    );
    return { ...difference(state, after), steps };
  };
}
