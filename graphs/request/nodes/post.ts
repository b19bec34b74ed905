import { createHash } from "node:crypto";
import type { Ports } from "../../ports.js";
import { excerptOf } from "../../../src/domain/excerpt.js";
import { askApproval } from "../rules/approval-call.js";
import { endingOf } from "../rules/ending.js";
import type { State, TextRecord, Update } from "../state.js";

/** Posts what was approved, once. Where it is not what was approved any more, people are asked again. */
export function createPost(ports: Ports): (state: State) => Promise<Update> {
  return async (state) => {
    const { text, input } = state;
    const release = text?.release ? state.calls[text.release] : undefined;
    const { args, asked } = release?.ask ?? {};
    if (!text || !release || args?.fn !== "release") throw new Error("Nothing was released.");
    const { runId } = input;
    const step = { runId, key: `post:${args.approvalId}` };
    const { channel, channelName, artifactId, digest } = args;
    const out = await ports.effects.post(step, {
      callId: release.ask.id,
      channel,
      artifactId,
      digest,
    });
    if (!out.ok && out.again) {
      const now = await asItIs(ports, step, { ...text, next: "people" }, out);
      return askApproval(state, now, [out.why], { editedBy: null, leaveOut: out.leaveOut });
    }
    const why = out.ok ? null : out.why;
    const closing = {
      kind: "delivered",
      artifactId,
      by: asked?.[0] ?? null,
      edited: text.edit !== null,
      post: { channel, channelName, callId: args.approvalId, why },
    } as const;
    return { ending: endingOf(state, closing) };
  };
}

/** The text in work with what is stored now, and the place that is asked for now. */
async function asItIs(
  ports: Ports,
  step: { runId: string; key: string },
  text: TextRecord,
  to: { channel: string; channelName: string },
): Promise<TextRecord> {
  const { artifactId } = text.edit ?? text;
  const { body } = await ports.artifacts.load(artifactId);
  const digest = createHash("sha256").update(body).digest("hex");
  const look = await ports.effects.look(step, { channel: to.channel, artifactId });
  const post = { ...look, channelName: look.channelName || to.channelName, channel: to.channel };
  const edit = text.edit && { ...text.edit, digest };
  return { ...text, ...(edit ? { edit } : { digest }), excerpt: excerptOf(body), post };
}
