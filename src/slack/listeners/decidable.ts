import type { AskForm } from "../../domain/ask-form.js";
import type { CallView } from "../../humans/call-view.js";
import { cardParts, decideForm } from "../../humans/decide-form.js";
import { functionOf } from "../../humans/functions/registry.js";
import { tapsOf } from "../../humans/taps.js";
import type { DeskView } from "../views/modals/desk.js";
import { type DeskPlace, writeMeta } from "./desk-meta.js";

/** A call with the form in which it is decided in Home; an approval has one of its own there. */
export function decidable(view: CallView): CallView & { form: AskForm | null } {
  return { ...view, form: decideForm(view) };
}

/** A call on the desk: its answers with one tap, or its form where that is what it takes. */
export function onDesk(view: CallView, place: DeskPlace, said: string): DeskView {
  const { call } = view;
  const bound = functionOf(call.args);
  const taps = tapsOf(view);
  const only = taps.length === 1 || call.args.fn === "answer" ? taps.at(-1) : undefined;
  const verb = place.verb ?? (only?.opensForm ? only.verb : undefined);
  const form = verb === undefined ? null : bound.form(verb, view);
  return {
    ...view,
    form,
    taps: verb === undefined ? taps : [],
    parts: partsOf(view),
    silenceMeans: bound.words.silenceMeans,
    at: place.at,
    of: place.of,
    said,
    meta: writeMeta({ callId: call.id, desk: { ...place, verb } }),
  };
}

function partsOf(view: CallView): DeskView["parts"] {
  const { args } = view.call;
  if (args.fn === "declared") return cardParts(view);
  return functionOf(args).form(args.fn, view)?.parts ?? [];
}
