import { actions, button, plainText } from "./blocks.js";
import type { Block, ViewContext } from "./context.js";

/** The block id that says of which job the feedback is: the two buttons' values say only good or bad. */
export const feedbackBlock = (runId: string) => `feedback:${runId}`;

/** *Good* and *Not good* under a result; two plain buttons where the workspace has no such block. */
export function feedback(runId: string, ctx: Pick<ViewContext, "refused">): Block[] {
  if (ctx.refused.has("block:context_actions")) {
    return actions([
      button("Good", "run.feedback.good", runId, { accessibility: "This result is good" }),
      button("Not good", "run.feedback.bad", runId, { accessibility: "This result is not good" }),
    ]);
  }
  return [
    {
      type: "context_actions",
      block_id: feedbackBlock(runId),
      elements: [
        {
          type: "feedback_buttons",
          action_id: "run.feedback",
          positive_button: {
            text: plainText("Good", 75),
            value: "good",
            accessibility_label: "This result is good",
          },
          negative_button: {
            text: plainText("Not good", 75),
            value: "bad",
            accessibility_label: "This result is not good",
          },
        },
      ],
    },
  ];
}
