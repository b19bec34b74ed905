import { dateToken } from "../../text/dates.js";
import { bold, line } from "../../text/escape.js";
import { context, section } from "../blocks.js";
import type { Block } from "../context.js";
import { sentence } from "../words.js";
import { approvalFields, approvalQuestion } from "./approval-parts.js";
import type { Decidable } from "./decide.js";
import { formFields } from "./form-fields.js";
import { formParts } from "./form.js";
import { modal, type Modal } from "./modal.js";

/** Questions that are alike, in one form: all of them listed, one choice for all. Null: there are none. */
export function togetherModal(
  all: readonly Decidable[],
  look: { domain: string; tz: string },
): Modal | null {
  const [first] = all;
  if (!first) return null;
  const { args } = first.call;
  const fields: Block[] | undefined =
    args.fn === "approve"
      ? approvalFields(args, first.requesterName)
      : first.form?.fields.flatMap(formFields);
  if (!fields) return null;
  return modal({
    callbackId: "home.together",
    meta: all.map(({ call }) => call.id).join(" "),
    title: "Decide together",
    submit: `Decide all ${all.length}`,
    close: "Not now",
    blocks: [
      ...(args.fn === "approve"
        ? [section(bold(approvalQuestion(args), 200))]
        : formParts((first.form?.parts ?? []).slice(0, 20), look.domain)),
      section(`Your decision counts for each of these ${all.length}:`),
      ...all.map((one) => listed(one, look.tz)),
      ...fields,
      ...context(
        "Each is recorded as a decision of its own. What somebody decides meanwhile is left out.",
      ),
    ],
  });
}

/** What came of deciding together. */
export function togetherDoneModal(decided: number, left: readonly string[]): Modal {
  const skipped = left.slice(0, 10).map((why) => `• ${sentence(why, 250)}`);
  const more = left.length > skipped.length ? [`• and ${left.length - skipped.length} more`] : [];
  return modal({
    callbackId: "call.stale",
    meta: "",
    title: "Done",
    close: "Close",
    blocks: [
      section(`*${decided === 1 ? "One question is" : `${decided} questions are`} decided.*`),
      ...(left.length === 0
        ? []
        : [section(["Left out, because they were over already:", ...skipped, ...more].join("\n"))]),
    ],
  });
}

function listed({ call, requesterName }: Decidable, tz: string): Block {
  const { args } = call;
  const about = `${bold(args.title, 100) || "*A job*"}\n${line(requesterName, 40)}, ${dateToken(call.openedAt.toISOString(), tz)}`;
  const text = args.fn === "approve" ? line(args.excerpt, 160) : "";
  return section(text === "" ? about : `${about}\n> ${text}`);
}
