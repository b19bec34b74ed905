import { fail } from "../../../src/errors.js";
import type { Ports, StepKey } from "../../ports.js";
import { type AfterCheck, afterDraft, afterEdit } from "../rules/after-check.js";
import { claimArtifacts, loadClaims } from "../rules/claims.js";
import { excerptOf } from "../../../src/domain/excerpt.js";
import { editOf } from "../../../src/domain/text-changes.js";
import { announce, checkLine, oneEach } from "../rules/lines.js";
import { ownWords } from "../rules/own-words.js";
import { approvalId } from "../rules/post-plan.js";
import { readCheck } from "../rules/read-check.js";
import { told } from "../rules/told.js";
import type { State, TextRecord, Update } from "../state.js";

/** Checks the draft, or a person's own version of it, against criteria and sources, by an agent that did not write it. */
export function createCheck(ports: Ports): (state: State) => Promise<Update> {
  return async (state) => {
    const { input, text } = state;
    const { runId } = input;
    if (!text) throw new Error("There is no text to check.");
    const { body, edit, own } = await exactText(ports, text);
    const key = edit ? `check:${text.version}:edit:${text.cards}` : `check:${text.version}`;
    const out = await ports.agents.check(
      { runId, key },
      {
        ...told(ports, input, [...state.notes, ...text.wishes]),
        criteria: state.criteria,
        draft: body,
        claims: await loadClaims(ports, claimArtifacts(state)),
        sources: Object.values(state.sources),
        choices: state.choices,
        answers: state.answers,
        personsOwn: own,
      },
    );
    const read = readCheck(out, own, edit?.by.name ?? null);
    const { checked, doubts, found, total } = read;
    const post = await lookAhead(ports, { runId, key }, state, text);
    const now: TextRecord = { ...text, edit, checked, doubts, excerpt: excerptOf(body), post };
    const after = edit ? afterEdit(state, now, edit, out, read) : afterDraft(state, now, out);
    const next = announce({ ...state, ...after, calls: { ...state.calls, ...after.calls } });
    const note = total > 0 ? `${found} of ${total} found` : "";
    await ports.record(
      { runId, key },
      {
        lines: oneEach([checkLine("done", note), ...next.lines]),
        now: next.now,
        ...(edit && {
          checked: { callId: approvalId(input, text), line: foundLine(checked, after) },
        }),
        facts: [{ kind: "draft_checked", data: { found, total, verdict: out.verdict } }],
      },
    );
    return after;
  };
}

/** What the card of an edit says of its check, and that it is asked again where it is. */
function foundLine(checked: string, after: AfterCheck): string {
  const asked = Object.values(after.calls ?? {}).some((call) => call.about === "approval");
  return asked ? `${checked.replace(/\.$/, "")}. It is asked again below.` : checked;
}

/** Whether the text could be posted where the request says, before anybody is asked. */
async function lookAhead(
  ports: Ports,
  step: StepKey,
  { input }: State,
  text: TextRecord,
): Promise<TextRecord["post"]> {
  const channel = text.post?.channel ?? input.post?.channel;
  if (channel === undefined) return null;
  const { artifactId } = text.edit ?? text;
  const look = await ports.effects.look(step, { channel, artifactId });
  return { ...look, channelName: look.channelName || (input.post?.channelName ?? ""), channel };
}

/** The text to check; of a person's version it must be exactly the one they saved, with what is new in it. */
async function exactText(
  ports: Ports,
  text: TextRecord,
): Promise<{ body: string; own: string[]; edit: TextRecord["edit"] }> {
  const draft = await ports.artifacts.load(text.artifactId);
  if (!text.edit) return { body: draft.body, own: [], edit: null };
  const edited = await ports.artifacts.load(text.edit.artifactId);
  if (edited.digest !== text.edit.digest) {
    throw fail("NOT_FOUND", { detail: "The saved version is not the one that was approved." });
  }
  const diff = editOf(draft.body, edited.body);
  return {
    body: edited.body,
    own: ownWords(draft.body, edited.body),
    edit: { ...text.edit, diff },
  };
}
