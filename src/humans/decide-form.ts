import { AskField, type AskForm, type FormPart } from "../domain/ask-form.js";
import type { CallView } from "./call-view.js";
import { functionOf } from "./functions/registry.js";
import { declared, tapsOf } from "./taps.js";

/** The field in which one of several verbs is chosen. */
export const CHOICE = "choice";
const mark = ":";

/**
 * The form in which a call is decided away from its card, derived from its declaration: the one form that it has, or a
 * choice of its verbs with the fields of each. Null: it cannot be answered by a form.
 */
export function decideForm(view: CallView): AskForm | null {
  const { args } = view.call;
  if (args.fn === "answer" || args.fn === "choose") return functionOf(args).form(args.fn, view);
  const taps = tapsOf(view);
  if (args.fn !== "declared" || taps.length === 0) return null;
  const only = onlyForm(view);
  if (only) return only.form;
  return {
    title: "Decide",
    about: "",
    submit: "Decide",
    parts: cardParts(view),
    fields: [
      AskField.parse({
        name: CHOICE,
        label: "Your decision",
        type: "options",
        options: taps.map(({ verb, label }) => ({ label, value: verb })),
      }),
      ...taps.flatMap(({ verb, label }) => fieldsOf(view, verb, label)),
    ],
    foot: declared(view).notes,
  };
}

/** What a sent form says: a verb and its values; null: none of several verbs was chosen. */
export function readDecideForm(
  view: CallView,
  typed: Record<string, string>,
): { verb: string; values: Record<string, string> } | null {
  const { args } = view.call;
  if (args.fn === "answer" || args.fn === "choose") return { verb: args.fn, values: typed };
  const only = onlyForm(view);
  if (only) return { verb: only.verb, values: typed };
  const verb = typed[CHOICE] ?? "";
  if (!tapsOf(view).some((tap) => tap.verb === verb)) return null;
  const own = `${verb}${mark}`;
  const values = Object.entries(typed)
    .filter(([name]) => name.startsWith(own))
    .map(([name, value]) => [name.slice(own.length), value]);
  return { verb, values: Object.fromEntries(values) as Record<string, string> };
}

/** Puts what is wrong with a verb's fields on the fields of the form. */
export function placeErrors(
  view: CallView,
  verb: string,
  errors: Record<string, string>,
): Record<string, string> {
  if (view.call.args.fn !== "declared" || onlyForm(view)) return errors;
  return Object.fromEntries(
    Object.entries(errors).map(([name, what]) => [name === "" ? CHOICE : verb + mark + name, what]),
  );
}

/** What a declared function's card says, as parts of a form. */
export function cardParts(view: CallView): FormPart[] {
  const card = declared(view);
  return [
    { kind: "ask", text: card.question },
    ...(card.why === "" ? [] : [{ kind: "say" as const, text: card.why }]),
    ...card.parts.map((part): FormPart => {
      switch (part.kind) {
        case "text":
          // Behind *Read all* is more than the card shows: here it is in full.
          return {
            kind: "body",
            markdown: part.all && view.text !== "" ? view.text : part.markdown,
          };
        case "list":
          return part;
        case "changes":
          return {
            kind: "list",
            label:
              part.edit.count === 1 ? "One place changed" : `${part.edit.count} places changed`,
            items: part.edit.changes.map(
              ({ before, removed, added, after }) =>
                `${before} ${removed === "" ? "" : `(instead of: ${removed}) `}${added} ${after}`,
            ),
          };
        case "facts":
          return {
            kind: "list",
            label: "",
            items: part.facts.map(({ label, value }) => `${label}: ${value}`),
          };
      }
    }),
  ];
}

function onlyForm(view: CallView): { verb: string; form: AskForm } | null {
  const [first, ...rest] = tapsOf(view);
  if (!first || rest.length > 0) return null;
  const form = functionOf(view.call.args).form(first.verb, view);
  return form && { verb: first.verb, form };
}

/** A verb's fields under names of their own; only the chosen verb's are needed. */
function fieldsOf(view: CallView, verb: string, label: string): AskField[] {
  const form = functionOf(view.call.args).form(verb, view);
  return (form?.fields ?? []).map((field) => ({
    ...field,
    name: verb + mark + field.name,
    label: `${label}: ${field.label}`,
    optional: true,
    focus: false,
  }));
}
