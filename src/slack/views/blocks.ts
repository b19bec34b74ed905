import type { types } from "@slack/bolt";
import { plainObjectText } from "../text/escape.js";
import { splitMrkdwn } from "../text/split.js";
import type { Block } from "./context.js";

type Button = types.Button;
type Overflow = types.Overflow;

/** A text that Slack shall not search for links, channels or names to bring to life. */
export function mrkdwn(text: string): types.MrkdwnElement {
  return { type: "mrkdwn", text, verbatim: true };
}

/** Text in which nothing is interpreted. */
export function plainText(text: string, max: number): types.PlainTextElement {
  return { type: "plain_text", text: plainObjectText(text, max) };
}

/** One section; `text` is finished mrkdwn of at most 3,000 characters. */
export function section(text: string, accessory?: Button | Overflow): Block {
  const block: Block = { type: "section", text: mrkdwn(text) };
  return accessory ? { ...block, accessory } : block;
}

/** As many sections as a long text needs; none for an empty one. */
export function sections(text: string): Block[] {
  return splitMrkdwn(text, 3000).map((piece) => ({
    type: "section",
    expand: false,
    text: mrkdwn(piece),
  }));
}

/** Small print; empty lines are left out, and with all of them the block. */
export function context(...lines: string[]): Block[] {
  const elements = lines.filter((one) => one !== "").map((one) => mrkdwn(one));
  return elements.length === 0 ? [] : [{ type: "context", elements: elements.slice(0, 10) }];
}

/** A button; `value` is an opaque id. */
export function button(
  label: string,
  actionId: string,
  value: string,
  more: { style?: "primary" | "danger"; accessibility?: string } = {},
): Button {
  const made: Button = {
    type: "button",
    action_id: actionId,
    value,
    text: plainText(label, 75),
  };
  if (more.style) made.style = more.style;
  if (more.accessibility) made.accessibility_label = plainObjectText(more.accessibility, 75);
  return made;
}

/** A row of at most four buttons; none: no row. */
export function actions(buttons: Button[]): Block[] {
  return buttons.length === 0 ? [] : [{ type: "actions", elements: buttons.slice(0, 4) }];
}

/** The ⋯ menu of a card: what is asked less often. */
export function moreMenu(callId: string, ...more: ("remind" | "stop")[]): Overflow {
  const option = (label: string, verb: string) => ({
    text: plainText(label, 75),
    value: `${verb}:${callId}`,
  });
  return {
    type: "overflow",
    action_id: "card.more",
    options: [
      option("Ask someone else", "delegate"),
      ...(more.includes("remind") ? [option("Remind me in 1 hour", "remind")] : []),
      option("Why am I asked?", "why"),
      // Its form asks once more: a confirm dialog of a menu would come up for all of its entries.
      ...(more.includes("stop") ? [option("Stop this job", "stop")] : []),
    ],
  };
}
