import type { AgentOut } from "../../../src/domain/agent-io.js";
import type { Claim } from "../../../src/domain/source.js";
import type { Ports } from "../../ports.js";
import { claimArtifacts, loadClaims } from "../rules/claims.js";
import { settleContradictions } from "../rules/contradictions.js";
import { earlierNotes } from "../rules/earlier.js";
import { announce } from "../rules/lines.js";
import { whyNotDone } from "../rules/not-done.js";
import { told } from "../rules/told.js";
import type { State, Update } from "../state.js";

/** Looks for contradictions between the sources; each becomes a question to the requester. */
export function createReconcile(ports: Ports): (state: State) => Promise<Update> {
  return async (state) => {
    const { runId } = state.input;
    const claims = await loadClaims(ports, claimArtifacts(state));
    const out = await compared(ports, state, claims);
    const found = settleContradictions(state, out.contradictions, claims);
    const asked = Object.keys(found.calls);
    const next = announce({
      ...state,
      reconciled: true,
      calls: { ...state.calls, ...found.calls },
    });
    await ports.record(
      { runId, key: "reconcile" },
      {
        ...next,
        facts: asked.map((call) => ({ kind: "contradiction_found", data: { call } })),
      },
    );
    return {
      reconciled: true,
      calls: found.calls,
      choices: [...state.choices, ...found.choices],
      remarks: [...found.remarks, ...out.remarks],
    };
  };
}

async function compared(
  ports: Ports,
  state: State,
  claims: Claim[],
): Promise<AgentOut<"reconcile"> & { remarks: string[] }> {
  const { runId } = state.input;
  try {
    const out = await ports.agents.reconcile(
      { runId, key: "reconcile" },
      {
        ...told(ports, state.input, [...earlierNotes(state.input), ...state.notes]),
        claims,
        sources: Object.values(state.sources),
      },
    );
    return { ...out, remarks: [] };
  } catch (error) {
    const why = whyNotDone(error);
    if (why === null) throw error;
    return { contradictions: [], remarks: [`The sources were not compared: ${why}.`] };
  }
}
