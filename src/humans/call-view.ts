import type { HumanCall } from "../domain/human-call.js";
import { isDirect } from "../delivery/run-brief.js";
import { functionOf } from "./functions/registry.js";
import type { HumansRows } from "./ports.js";

/** What a form needs: the call as it stands and the whole text that is decided about. */
export interface CallView {
  call: HumanCall;
  requesterName: string;
  /** The whole text that is decided about, or "". */
  text: string;
}

/** A view as it is read, with how its job stands. */
export type LoadedView = CallView & { run: { status: string } };

/**
 * Loads a call with its text; null: there is no such call in this workspace, or it is shown to its requester alone
 * and `actor` is somebody else, wherever they have its id from.
 */
export async function loadCallView(
  rows: Pick<HumansRows, "calls" | "runs" | "artifacts">,
  { callId, team, actor }: { callId: string; team: string; actor: string },
): Promise<LoadedView | null> {
  const call = await rows.calls.get(callId);
  const run = call ? await rows.runs.summary(call.runId) : null;
  if (!call || !run || run.team !== team) return null;
  if (isDirect(run) && run.requester.id !== actor) return null;
  const artifactId = shownArtifact(call);
  const text = artifactId === null ? "" : ((await rows.artifacts.get(artifactId))?.body ?? "");
  return { call, requesterName: run.requester.name, text, run: { status: run.status } };
}

/** The text on the card: after an edit it is the edited one. */
function shownArtifact(call: HumanCall): string | null {
  if (call.outcome?.verb === "edit") return call.outcome.artifactId;
  const bound = functionOf(call.args);
  const gave = call.outcome && bound.gave(call.outcome);
  return gave?.kind === "text" ? gave.artifactId : bound.textOf;
}
