import type { Decided } from "../../../src/domain/human-call.js";
import type { CallRecord, State, TextRecord } from "../state.js";
import { askApproval } from "./approval-call.js";
import { callId } from "./call-id.js";
import { endingOf } from "./ending.js";
import { approvalId, postPlan } from "./post-plan.js";
import type { Settled } from "./settled.js";

/**
 * What follows when the newest approval has released the text in work: the seconds in which it can be taken back
 * and then the post, or the end where it stays in its thread.
 */
export function released(
  state: State,
  text: TextRecord,
  by: Decided["by"],
): Pick<State, "text"> & Partial<Pick<State, "calls" | "ending">> {
  const { artifactId } = text.edit ?? text;
  const approval = approvalId(state.input, text);
  const { args: asked } = state.calls[approval]?.ask ?? {};
  const plan = postPlan(state.input, text);
  // What was not on the card was not approved.
  const approved = asked?.fn === "approve" && asked.post?.channel === plan?.channel;
  if (!plan || !approved || !by) {
    const closing = { kind: "delivered", artifactId, by, edited: text.edit !== null } as const;
    return { text, ending: endingOf({ ...state, text }, closing) };
  }
  const id = callId(state.input.runId, `release ${approval}`);
  const call: CallRecord = {
    about: "release",
    ask: {
      id,
      taskId: null,
      args: {
        fn: "release",
        title: state.title,
        approvalId: approval,
        channel: plan.channel,
        channelName: plan.channelName,
        artifactId,
        digest: plan.digest,
      },
      asked: [by],
      onCardOf: approval,
    },
  };
  return { text: { ...text, next: "people", release: id }, calls: { [id]: call } };
}

/** Takes in whether a release was taken back: then the same question is open again, on the same card. */
export function settleRelease(state: State, call: CallRecord, decided: Decided): Settled {
  const { args } = call.ask;
  const { text } = state;
  if (args.fn !== "release" || !text) return null;
  if (decided.outcome.verb === "silence") return { text: { ...text, next: "post" } };
  if (decided.outcome.verb !== "undo") return null;
  const why = `${decided.by?.name ?? "Somebody"} took the approval back. Nothing was posted.`;
  const asked = askApproval(state, text, [why], {
    editedBy: null,
    onCardOf: args.approvalId,
  });
  return { text: asked.text, calls: { ...state.calls, ...asked.calls } };
}
