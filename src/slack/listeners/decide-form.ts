import { z } from "zod";
import type { CallView } from "../../humans/call-view.js";
import { placeErrors, readDecideForm } from "../../humans/decide-form.js";
import { decideModal, nothingWaitsModal } from "../views/modals/decide.js";
import { editedText } from "../views/modals/edit-text.js";
import { staleModal } from "../views/modals/stale.js";
import { decidable } from "./decidable.js";
import { nextOnDesk } from "./desk.js";
import { readMeta } from "./desk-meta.js";
import type { ListenerDeps } from "./deps.js";
import { type FormAck, onFields, View } from "./forms.js";
import { formValues } from "./form-values.js";
import { placeOf } from "./place.js";
import { soonDone } from "./soon-done.js";

/** A decision made in Home: through the same `decide`, and then the next call that waits comes up in its place. */
export async function onDecideForm(deps: ListenerDeps, body: unknown, ack: FormAck): Promise<void> {
  const view = View.parse(z.looseObject({ view: z.unknown() }).parse(body).view);
  const { callId, desk } = readMeta(view.private_metadata);
  const home = await deps.home(callId);
  const place = {
    ...placeOf(body, deps.team),
    channel: home?.channel ?? "",
    threadTs: home?.threadTs ?? null,
  };
  const typed = formValues(view.state.values);
  const stale = (what: string) =>
    ack({
      response_action: "update",
      view: staleModal({ callId, what, text: typed["note"] ?? Object.values(typed).join("\n") }),
    });
  const found = await deps.waiting.form(place, callId);
  if (found.kind === "not") return stale(found.why);
  const answer =
    desk?.verb === undefined
      ? answerOf(found.view, typed)
      : { verb: desk.verb, values: whole(typed, found.view.text) };
  if (answer === null) {
    return ack({ response_action: "errors", errors: { choice: "Choose one, please." } });
  }
  const looker = { ...place, key: view.id, callId };
  const check = await deps.look.precheck({ ...looker, ...answer });
  if (check.kind === "late") return stale(check.why);
  if (check.kind === "errors") {
    const errors =
      desk?.verb === undefined
        ? onFormFields(found.view, answer.verb, check.errors, view)
        : onFields(check.errors, view);
    return ack({ response_action: "errors", errors });
  }
  const id = await deps.acceptClick({
    // One view id carries every call that comes up in it, and a call perhaps twice.
    dedupeKey: `form:${view.id}:${view.hash ?? callId}`,
    team: place.team,
    actor: place.actor,
    channel: place.channel,
    threadTs: place.threadTs,
    body: { kind: "decide", callId, ...answer },
  });
  if (id !== null) await soonDone(deps, [id]);
  const [lost] = await deps.waiting.lost(place, [callId]);
  if (lost !== undefined) return stale(lost);
  if (desk) {
    const left = { at: desk.at, of: desk.of, left: desk.left };
    return ack({ response_action: "update", view: await nextOnDesk(deps, place, left, "") });
  }
  const next = await deps.waiting.next(place, callId);
  return ack({
    response_action: "update",
    view:
      next?.kind === "open"
        ? decideModal(decidable(next.view), { domain: deps.domain(), tz: next.tz })
        : nothingWaitsModal(),
  });
}

/** The form's fields as a verb and its values; null: nothing was chosen. */
export function answerOf(
  view: CallView,
  typed: Record<string, string>,
): { verb: string; values: Record<string, string> } | null {
  if (view.call.args.fn !== "approve") {
    const read = readDecideForm(view, typed);
    return read && { ...read, values: whole(read.values, view.text) };
  }
  const note = typed["note"] ?? "";
  switch (typed["choice"]) {
    case "approve":
      return { verb: "approve", values: {} };
    case "changes":
      return { verb: "changes", values: { note } };
    case "reject":
      return { verb: "reject", values: { reason: note } };
    default:
      return null;
  }
}

/** What is wrong, on the fields of the form in which it was decided. */
export function onFormFields(
  view: CallView,
  verb: string,
  errors: Record<string, string>,
  form: Parameters<typeof onFields>[1],
): Record<string, string> {
  const { reason, ...others } = errors;
  // An approval's form has one field for both.
  const named =
    view.call.args.fn === "approve" && reason !== undefined ? { ...others, note: reason } : errors;
  return onFields(placeErrors(view, verb, named), form);
}

/** A text that was split over several fields is one again. */
function whole(values: Record<string, string>, original: string): Record<string, string> {
  const isSplit = Object.keys(values).some((name) => /^text(\.\d+)?$/.test(name));
  return isSplit ? { text: editedText(values, original) } : values;
}
