import type { AskForm } from "../../domain/ask-form.js";
import type { CallView } from "../../humans/call-view.js";
import { functionOf } from "../../humans/functions/registry.js";

/** A call with the form in which it is decided in Home; an approval has one of its own there. */
export function decidable(view: CallView): CallView & { form: AskForm | null } {
  const { args } = view.call;
  const form = args.fn === "approve" ? null : functionOf(args).form(args.fn, view);
  return { ...view, form };
}
