import { z } from "zod";
import { CallArgs } from "../domain/human-call.js";
import type { Bound } from "./functions/human-function.js";
import { functionName } from "./functions/human-function.js";
import { functionNames, functionOf } from "./functions/registry.js";

const ActionRequest = z.object({ action: z.string(), args: z.record(z.string(), z.unknown()) });

/** What an agent of the LangGraph ecosystem asks of a person; a wire shape, so its names are theirs. */
export const HumanInterrupt = z.object({
  action_request: ActionRequest,
  config: z.object({
    allow_ignore: z.boolean(),
    allow_respond: z.boolean(),
    allow_edit: z.boolean(),
    allow_accept: z.boolean(),
  }),
  description: z.string().optional(),
});
export type HumanInterrupt = z.infer<typeof HumanInterrupt>;

/** What a person answers there. */
export const HumanResponse = z.object({
  type: z.enum(["accept", "edit", "response", "ignore"]),
  args: z.union([z.null(), z.string(), ActionRequest]),
});
export type HumanResponse = z.infer<typeof HumanResponse>;

/** An answer to a call as `decide` takes it: a verb of its function, and the values of a form by field name. */
export interface CallAnswer {
  verb: string;
  values: Record<string, string>;
}

const NO_LOOK = { text: "", requesterName: "" };
const NO_REASON = "No reason was given.";

/** A call as a human interrupt; `text` is the whole text that is decided about, for whoever edits it there. */
export function toHumanInterrupt(args: CallArgs, text = ""): HumanInterrupt {
  const bound = functionOf(args);
  const { question, silenceMeans } = bound.words;
  return {
    action_request: {
      action: bound.name,
      args: { ...payloadOf(args), ...(bound.textOf === null ? {} : { text }) },
    },
    config: {
      allow_accept: acceptVerb(bound) !== null,
      allow_edit: bound.form("edit", NO_LOOK) !== null,
      allow_ignore: bound.form("reject", NO_LOOK) !== null,
      allow_respond: true,
    },
    description: `${question} Without an answer: ${silenceMeans}.`,
  };
}

/** The call that an interrupt is; null: its action is none of our functions, or its arguments are not that function's. */
export function fromHumanInterrupt(interrupt: unknown): CallArgs | null {
  const parsed = HumanInterrupt.safeParse(interrupt);
  if (!parsed.success) return null;
  const { action, args } = parsed.data.action_request;
  if (!functionNames().includes(action)) return null;
  const { data, text: _text, ...rest } = args;
  const known = CallArgs.safeParse({ ...args, fn: action });
  const call = known.success
    ? known
    : CallArgs.safeParse({ ...rest, fn: "declared", name: action, data: JSON.stringify(data) });
  if (!call.success || functionName(call.data) !== action) return null;
  return call.data;
}

/**
 * An answer as a human response: approving is `accept`, an edit `edit`, a wish for changes `response` with the note,
 * a rejection `ignore` with the reason. Everything else is a `response` that names the verb and holds its form's values.
 */
export function toHumanResponse(args: CallArgs, { verb, values }: CallAnswer): HumanResponse {
  const bound = functionOf(args);
  if (verb === acceptVerb(bound)) return { type: "accept", args: null };
  if (verb === "changes") return { type: "response", args: values["note"] ?? "" };
  if (verb === "reject") return { type: "ignore", args: values["reason"] ?? NO_REASON };
  const request = { action: verb === "edit" ? bound.name : verb, args: values };
  return { type: verb === "edit" ? "edit" : "response", args: request };
}

/** The answer that a response is, yet to be checked by `decide`; null: this call cannot be answered like that. */
export function fromHumanResponse(args: CallArgs, response: unknown): CallAnswer | null {
  const parsed = HumanResponse.safeParse(response);
  if (!parsed.success) return null;
  const bound = functionOf(args);
  const { type, args: given } = parsed.data;
  const has = (verb: string) => bound.form(verb, NO_LOOK) !== null;
  switch (type) {
    case "accept": {
      const verb = acceptVerb(bound);
      return verb === null ? null : { verb, values: {} };
    }
    case "ignore":
      if (!has("reject")) return null;
      return { verb: "reject", values: { reason: typeof given === "string" ? given : NO_REASON } };
    case "edit":
      if (!has("edit") || given === null || typeof given === "string") return null;
      return { verb: "edit", values: textsOf(given.args) };
    case "response":
      if (given === null) return null;
      // Words are a note where there is one, never an approval; else only a bare answer counts.
      if (typeof given === "string")
        return has("changes") ? { verb: "changes", values: { note: given } } : bound.reply(given);
      return { verb: given.action, values: textsOf(given.args) };
  }
}

/** The press that takes what is offered as it is. */
function acceptVerb(bound: Bound): string | null {
  const isPress = (verb: string) => bound.form(verb, NO_LOOK) === null && bound.parse(verb, {}).ok;
  return ["approve", `${bound.name}.defaults`].find(isPress) ?? null;
}

function payloadOf(args: CallArgs): Record<string, unknown> {
  if (args.fn !== "declared") {
    const { fn: _fn, ...own } = args;
    return own;
  }
  const { title, question, silenceMeans } = args;
  return { title, question, silenceMeans, data: JSON.parse(args.data) as unknown };
}

/** Field values are texts; what is none is told as JSON, and the function says what is wrong with it. */
function textsOf(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value ?? ""),
    ]),
  );
}
