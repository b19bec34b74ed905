import type { Ports } from "../../ports.js";
import { askApproval } from "../rules/approval-call.js";
import { claimArtifacts, loadClaims } from "../rules/claims.js";
import { endingOf } from "../rules/ending.js";
import { excerptOf } from "../../../src/domain/excerpt.js";
import { mustBeApproved, postPlan } from "../rules/post-plan.js";
import { salvagedText } from "../rules/salvaged-text.js";
import { isOpen } from "../open-calls.js";
import type { CallRecord, State, TextRecord, Update } from "../state.js";

const NOT_CHECKED = "Not checked: the budget was used up.";
const NO_NEW_VERSION = "The budget was used up before there was a new version.";

/**
 * Ends a run whose budget is used up with what it has: the latest text, else the claims by rule, else nothing. Where
 * somebody wants to approve, they are asked even now; that costs nothing.
 */
export function createSalvage(ports: Ports): (state: State) => Promise<Update> {
  return async (state) => {
    const calls = dropped(state.calls);
    const had = state.text;
    if (had?.edit && !had.edit.others && !postPlan(state.input, had)) {
      const { artifactId, by } = had.edit;
      const text = { ...had, checked: NOT_CHECKED, doubts: [] };
      const closing = { kind: "delivered", artifactId, by, edited: true } as const;
      return { calls, text, ending: endingOf({ ...state, text }, closing) };
    }
    const text = had
      ? { ...had, checked: had.checked || NOT_CHECKED }
      : await fromClaims(ports, state);
    if (!text) return { calls, ending: endingOf(state, { kind: "delivered" }) };
    if (text.edit?.others || mustBeApproved(state.input, text)) {
      const asked = askApproval(state, text, text.cards > 0 ? [NO_NEW_VERSION] : [], {
        editedBy: null,
      });
      return { calls: { ...calls, ...asked.calls }, text: asked.text };
    }
    const closing = { kind: "delivered", artifactId: text.artifactId } as const;
    return { calls, text, ending: endingOf({ ...state, text }, closing) };
  };
}

async function fromClaims(ports: Ports, state: State): Promise<TextRecord | null> {
  const claims = await loadClaims(ports, claimArtifacts(state));
  if (claims.length === 0) return null;
  const body = salvagedText(claims);
  const { runId } = state.input;
  const saved = await ports.artifacts.save({ runId, key: "salvage" }, "result", state.title, body);
  return {
    artifactId: saved.id,
    digest: saved.digest,
    version: 0,
    tries: 0,
    round: 1,
    cards: 0,
    next: "people",
    excerpt: excerptOf(body),
    checked: NOT_CHECKED,
    doubts: [],
    advice: [],
    changed: [],
    wishes: [],
    edit: null,
  };
}

function dropped(calls: State["calls"]): Record<string, CallRecord> {
  const open = Object.entries(calls).filter(([, call]) => isOpen(call));
  return Object.fromEntries(open.map(([id, call]) => [id, { ...call, dropped: true }]));
}
