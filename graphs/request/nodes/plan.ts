import type { AgentOut } from "../../../src/domain/agent-io.js";
import { unusableAnswer } from "../../../src/errors.js";
import type { Ports } from "../../ports.js";
import { announce, checkLine, lineOf, oneEach, writeLine } from "../rules/lines.js";
import { repairPlan } from "../rules/repair-plan.js";
import { told } from "../rules/told.js";
import type { Said, State, Update } from "../state.js";

const FALLBACK_CRITERIA = ["It does what was asked.", "Every fact names its source."];

/** Plans the tasks; whatever the planner says is repaired by rule, and without a planner every source is read. */
export function createPlan(ports: Ports): (state: State) => Promise<Update> {
  return async (state) => {
    const { runId } = state.input;
    const notes = await ports.notes(runId);
    // A time of a schedule reads what there is to read: that needs no planner.
    const out = state.input.fire ? null : await planned(ports, state, notes);
    const tasks = repairPlan(out?.tasks ?? [], state.input, (fn) => ports.asks.isOnDraft(fn));
    const criteria = out && out.criteria.length > 0 ? out.criteria : FALLBACK_CRITERIA;
    const made = { planned: true, tasks, criteria, notes };
    const next = announce({ ...state, ...made });
    // People judge the draft after it is checked, and the status says things in their order.
    const linesOf = (onDraft: boolean) =>
      Object.values(tasks)
        .filter((task) => task.onDraft === onDraft)
        .map((task) => lineOf(task));
    const lines = [...linesOf(false), writeLine("todo"), checkLine("todo"), ...linesOf(true)];
    await ports.record(
      { runId, key: "plan" },
      {
        lines: oneEach([...lines, ...next.lines]),
        now: next.now,
        facts: [
          { kind: "plan_made", data: { tasks: Object.keys(tasks).length, byRule: out === null } },
        ],
      },
    );
    return made;
  };
}

async function planned(
  ports: Ports,
  state: State,
  notes: Said[],
): Promise<AgentOut<"plan"> | null> {
  const { input, title, answers } = state;
  try {
    return await ports.agents.plan(
      { runId: input.runId, key: "plan" },
      { ...told(ports, input, notes), title, sources: input.sources, answers },
    );
  } catch (error) {
    if (unusableAnswer(error) !== null) return null;
    throw error;
  }
}
