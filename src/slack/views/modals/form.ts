import type { AskForm, FormPart } from "../../../domain/ask-form.js";
import { bold, line } from "../../text/escape.js";
import { markdownToMrkdwn } from "../../text/markdown.js";
import { splitMrkdwn } from "../../text/split.js";
import { context, mrkdwn, section } from "../blocks.js";
import type { Block } from "../context.js";
import { inSentence } from "../words.js";
import { formFields } from "./form-fields.js";
import { modal, type Modal } from "./modal.js";

const titleChars = 24;
const mostBlocks = 98;
const mostBytes = 240_000;

/**
 * The form of a human function: what it says, one input per field under the field's name, and small print. Null: it
 * holds more than Slack's 100 blocks or 250 KB, and nothing of it is cut to make it fit.
 */
export function formModal(parts: {
  callId: string;
  verb: string;
  form: AskForm;
  domain: string;
}): Modal | null {
  const { form, domain } = parts;
  const blocks = [
    ...formParts(form.parts, domain),
    ...form.fields.flatMap(formFields),
    ...context(...form.foot.slice(0, 10).map((one) => line(one, 400))),
  ];
  const made = modal({
    callbackId: `call.${parts.verb}`,
    meta: parts.callId,
    title: titleOf(form),
    submit: form.submit,
    blocks,
  });
  const fits = blocks.length <= mostBlocks && Buffer.byteLength(JSON.stringify(made)) < mostBytes;
  return fits ? made : null;
}

function titleOf({ title, about }: AskForm): string {
  const room = titleChars - title.length - 1;
  return about === "" || room < 4 ? title : `${title} ${inSentence(about, room)}`;
}

const mostBody = 40;

/** What a form says above its fields. */
export function formParts(parts: readonly FormPart[], domain: string): Block[] {
  return parts.flatMap((part) => partBlocks(part, domain));
}

function partBlocks(part: FormPart, domain: string): Block[] {
  switch (part.kind) {
    case "say":
      return [section(line(part.text, 600) || "…")];
    case "ask":
      return [section(bold(part.text, 300) || "*…*")];
    case "evidence":
      return [section(evidence(part))];
    case "list":
      return part.items.length === 0 ? [] : [section(listed(part.label, part.items))];
    case "body": {
      const pieces = splitMrkdwn(markdownToMrkdwn(part.markdown, domain), 3000);
      const shown = pieces
        .slice(0, mostBody)
        .map((piece): Block => ({ type: "section", expand: true, text: mrkdwn(piece) }));
      const rest =
        pieces.length > shown.length ? "The rest does not fit here. Open the card to read it." : "";
      return [{ type: "divider" }, ...shown, ...context(rest), { type: "divider" }];
    }
  }
}

function evidence(part: Extract<FormPart, { kind: "evidence" }>): string {
  const quotes = part.quotes
    .slice(0, 3)
    .map((one) => `> ${line(one.excerpt, 400)}\n${line(one.origin, 160)}`);
  return [bold(part.label, 300) || "*…*", ...quotes].join("\n");
}

function listed(label: string, items: readonly string[]): string {
  const lines = items.slice(0, 10).map((one) => `• ${line(one, 250)}`);
  return [...(label === "" ? [] : [bold(label, 100)]), ...lines].join("\n");
}
