import { hasCode } from "../../errors.js";
import type { Shown } from "../../domain/shown.js";
import type { Log } from "../../log.js";
import { assertMessage } from "../limits.js";
import type { View, ViewContext } from "../views/context.js";
import { textOnly } from "../views/fallback.js";
import { render } from "../views/render.js";

/** Renders and checks a message; one that Slack would refuse goes out as text, and that is logged. */
export function prepare(shown: Shown, ctx: ViewContext, way: "post" | "update", log: Log): View {
  const view = render(shown, ctx);
  try {
    assertMessage(view, way);
    return view;
  } catch (error) {
    if (!hasCode(error, "TEXT_TOO_LONG")) throw error;
    const detail = error instanceof Error ? error.message : "";
    log.error({ kind: shown.kind, detail }, "a view is over Slack's limits");
    return textOnly(view);
  }
}

/** The type of block that Slack's answer says it does not know here, or null. */
export function refusedBlockType(messages: readonly string[], view: View): string | null {
  for (const message of messages) {
    const named = /unsupported type: ([a-z_]{1,40})/.exec(message)?.[1];
    if (named !== undefined && view.blocks.some((block) => block.type === named)) return named;
    // Task cards only stand inside a plan.
    if (named === "task_card" && view.blocks.some((block) => block.type === "plan")) return "plan";
  }
  return null;
}
