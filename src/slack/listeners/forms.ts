import { z } from "zod";
import { editedText } from "../views/modals/edit-text.js";
import type { Modal } from "../views/modals/modal.js";
import { staleModal } from "../views/modals/stale.js";
import { commitThenAct } from "./commit.js";
import type { ListenerDeps } from "./deps.js";
import { formValues } from "./form-values.js";
import { placeOf } from "./place.js";

/** A sent form as Slack describes it. */
export const View = z.looseObject({
  id: z.string(),
  hash: z.string().optional(),
  callback_id: z.string(),
  private_metadata: z.string(),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })),
  state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});
type View = z.infer<typeof View>;

/** How a form is answered: closed, field errors, or another form in its place. */
export type FormAck = (
  answer?:
    | { response_action: "errors"; errors: Record<string, string> }
    | { response_action: "update"; view: Modal },
) => Promise<void>;

/** A form about a call was sent: late and bad input are answered in the form, nothing typed is lost. */
export async function onCallForm(deps: ListenerDeps, body: unknown, ack: FormAck): Promise<void> {
  const view = View.parse(z.looseObject({ view: z.unknown() }).parse(body).view);
  const verb = view.callback_id.slice("call.".length);
  if (verb === "stale" || verb === "view") return ack();
  const callId = view.private_metadata;
  const home = await deps.home(callId);
  const place = {
    ...placeOf(body, deps.team),
    channel: home?.channel ?? "",
    threadTs: home?.threadTs ?? null,
  };
  const looker = { ...place, key: view.id, callId };
  const typed = formValues(view.state.values);
  const isWhole = Object.keys(typed).some((name) => /^text(\.\d+)?$/.test(name));
  const values = isWhole ? { text: await wholeText(deps, looker, typed) } : typed;
  const check = await deps.look.precheck({ ...looker, verb, values });
  if (check.kind === "late") {
    const text = isWhole ? (values["text"] ?? "") : Object.values(typed).join("\n");
    return ack({ response_action: "update", view: staleModal({ callId, what: check.why, text }) });
  }
  if (check.kind === "errors") {
    return ack({ response_action: "errors", errors: onFields(check.errors, view) });
  }
  // The same form sent twice is one decision; a form that is opened anew has a new id.
  await commitThenAct(
    deps,
    place,
    `form:${view.id}`,
    { kind: "decide", callId, verb, values },
    () => ack(),
  );
}

async function wholeText(
  deps: ListenerDeps,
  looker: Parameters<ListenerDeps["look"]["read"]>[0],
  typed: Record<string, string>,
): Promise<string> {
  const original = (await deps.look.read(looker))?.text;
  return editedText(typed, original);
}

/** "Change something" was sent. */
export async function onRedoForm(deps: ListenerDeps, body: unknown, ack: FormAck): Promise<void> {
  const view = View.parse(z.looseObject({ view: z.unknown() }).parse(body).view);
  const note = (formValues(view.state.values)["note"] ?? "").trim();
  if (note === "") {
    return ack({ response_action: "errors", errors: { note: "Write a few words, please." } });
  }
  const runId = view.private_metadata;
  const home = await deps.home(runId);
  const place = {
    ...placeOf(body, deps.team),
    channel: home?.channel ?? "",
    threadTs: home?.threadTs ?? null,
  };
  await commitThenAct(deps, place, `form:${view.id}`, { kind: "redo", runId, note }, () => ack());
}

const GoalMeta = z.object({ channel: z.string(), threadTs: z.string() });

/** Where the goal form's message stands, as private metadata. */
export function goalMeta(meta: z.infer<typeof GoalMeta>): string {
  return JSON.stringify(meta);
}

/** "Use as goal" was sent. */
export async function onGoalForm(deps: ListenerDeps, body: unknown, ack: FormAck): Promise<void> {
  const view = View.parse(z.looseObject({ view: z.unknown() }).parse(body).view);
  const text = (formValues(view.state.values)["goal"] ?? "").trim();
  if (text === "") {
    return ack({ response_action: "errors", errors: { goal: "Say what you want, please." } });
  }
  const meta = GoalMeta.parse(JSON.parse(view.private_metadata));
  const place = { ...placeOf(body, deps.team), ...meta };
  const goal = { kind: "goal", text, threadTs: meta.threadTs } as const;
  await commitThenAct(deps, place, `form:${view.id}`, goal, () => ack());
}

/** Field errors go on the form's own blocks: a split text's error on its first part, an unnamed one on the first input. */
export function onFields(errors: Record<string, string>, view: View): Record<string, string> {
  const inputs = view.blocks.filter((b) => b.type === "input").flatMap((b) => b.block_id ?? []);
  const placed: Record<string, string> = {};
  for (const [field, message] of Object.entries(errors)) {
    const block =
      inputs.find((id) => id === field) ??
      inputs.find((id) => id.startsWith(`${field}.`)) ??
      inputs[0];
    if (block !== undefined) placed[block] = message;
  }
  return placed;
}
