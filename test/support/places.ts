import type { Workspace } from "../../playground/workspace/workspace-face.js";

/** The root of the prepared thread in #launch. */
export function launchThread(workspace: Workspace): string {
  const root = workspace.messages("launch").find((message) => message.reply_count);
  if (!root) throw new Error("The prepared thread is missing.");
  return root.ts;
}
