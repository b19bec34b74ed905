import type { Shown } from "../domain/shown.js";
import type { CallView } from "./call-view.js";
import { functionOf } from "./functions/registry.js";

/** Something a call can be answered with: by one tap, or by a form that it opens. */
export interface Tap {
  verb: string;
  label: string;
  style?: "primary" | "danger";
  /** Whether it asks for more before it is decided. */
  opensForm: boolean;
}

/** All that a call can be answered with away from its card, in the order of its card; edits stay there. */
export function tapsOf(view: CallView): Tap[] {
  const { args } = view.call;
  const opensForm = (verb: string) => functionOf(args).form(verb, view) !== null;
  const tap = (verb: string, label: string, style?: Tap["style"]): Tap => ({
    verb,
    label,
    opensForm: opensForm(verb),
    ...(style ? { style } : {}),
  });
  switch (args.fn) {
    case "approve":
      return [
        tap("approve", args.post ? "Approve and post" : "Approve", "primary"),
        ...(args.round < args.maxRounds ? [tap("changes", "Ask for changes")] : []),
        tap("reject", "Reject", "danger"),
      ];
    case "choose":
      if (args.several) return [tap("choose", "Choose")];
      return [
        ...args.options.map((option, index) => tap(`choose.${index + 1}`, option.short)),
        tap("choose.0", args.noneLabel || "None of these"),
      ];
    case "answer":
      return [
        ...(functionOf(args).hasDefaults
          ? [tap("answer.defaults", "Use these answers", "primary")]
          : []),
        tap("answer", "Answer"),
      ];
    case "declared":
      return declared(view).buttons.map(({ verb, label, style }) => tap(verb, label, style));
    case "release":
      return [tap("undo", "Take it back")];
  }
}

/** The open card of a declared function as data, or as little as is known of it where its card is another kind. */
export function declared(view: CallView): Pick<AskShown, "question" | "why" | "parts" | "notes"> & {
  buttons: readonly AskShown["buttons"][number][];
} {
  const { call, requesterName } = view;
  const shown = functionOf(call.args).shown(call, {
    requester: { id: "", name: requesterName },
    practice: false,
    names: {},
  });
  if (shown?.kind === "ask") return shown;
  const { question } = functionOf(call.args).words;
  return { question, why: "", parts: [], notes: [], buttons: [] };
}

type AskShown = Extract<Shown, { kind: "ask" }>;
