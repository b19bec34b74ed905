import { createHash } from "node:crypto";
import type { Alike } from "../domain/alike.js";
import { canonicalJson, type Json } from "../domain/canonical.js";
import type { CallArgs } from "../domain/human-call.js";
import { functionName } from "./functions/human-function.js";
import { functionOf } from "./functions/registry.js";

/** Where and for whom a call is asked, and on which day. */
export interface AskedWhere {
  requesterId: string;
  channel: string;
  /** The schedule whose time it is, or null. */
  scheduleId: string | null;
  /** Nobody but the request itself wants a decision; where a rule of the operator does, each is decided for itself. */
  isUsual: boolean;
  now: Date;
  tz: string;
}

/** What makes a call like others: its function and arguments without what changes from day to day. */
export function alikeOf(args: CallArgs, where: AskedWhere): Alike {
  const { risk, textOf } = functionOf(args);
  const wording = (text: string) => withoutDay(text, where.now, where.tz);
  const asked = canonical(args, wording);
  if (risk === "high" || asked === null || !where.isUsual) return { risk, pattern: "", same: "" };
  const fn = functionName(args);
  const { requesterId, channel, scheduleId } = where;
  // A text of its own is another question each time, however it is asked.
  const isSame = scheduleId !== null && textOf === null;
  return {
    risk,
    pattern: digest({ fn, requesterId, channel, asked: asked.pattern }),
    same: isSame ? digest({ fn, scheduleId, channel, asked: asked.same }) : "",
  };
}

/** The arguments that count; null: nothing of this kind is ever like another. */
function canonical(
  args: CallArgs,
  wording: (text: string) => string,
): { pattern: Json; same: Json } | null {
  switch (args.fn) {
    case "approve": {
      // What the check doubts, or somebody wanted otherwise or changed, is looked at each time.
      if (args.doubts.length > 0 || args.objections.length > 0 || args.edit || args.round > 1)
        return null;
      const pattern = { title: wording(args.title) };
      return { pattern, same: pattern };
    }
    case "answer": {
      // Whom a job goes to is chosen each time.
      if (args.fields.some((field) => field.type === "person")) return null;
      const fields = args.fields.map((field) => ({ ...field, label: wording(field.label) }));
      return both({ intro: wording(args.intro), fields });
    }
    case "choose": {
      const { defaultIndex, noneLabel, several, noneWithNote } = args;
      const pattern = {
        question: wording(args.question),
        options: args.options.map(({ label, short }) => ({ label, short })),
        defaultIndex,
        noneLabel,
        several,
        noneWithNote,
      };
      const same = { ...pattern, evidence: args.options.map((option) => option.evidence) };
      return { pattern, same };
    }
    case "declared":
      return both({ data: wording(args.data) });
    case "release":
      return null;
  }
}

function both(asked: Json): { pattern: Json; same: Json } {
  return { pattern: asked, same: asked };
}

function digest(value: Json): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

/** A text in which the day on which it is asked is no day in particular: `Friday 20 November` → `(today)`. */
export function withoutDay(text: string, now: Date, tz: string): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: tz, ...options }).format(now);
  const day = part({ day: "numeric" });
  const year = part({ year: "numeric" });
  const months = `(?:${part({ month: "long" })}|${part({ month: "short" })})`;
  const weekdays = `(?:${part({ weekday: "long" })}|${part({ weekday: "short" })})`;
  const iso = `${year}-${part({ month: "2-digit" })}-${part({ day: "2-digit" })}`;
  const date = `(?:${iso}|${day}(?:st|nd|rd|th)? ${months}|${months} ${day}(?:st|nd|rd|th)?)`;
  const all = new RegExp(
    `\\b(?:${weekdays},? (?:the )?)?${date}(?:,? ${year})?\\b|\\b${weekdays}\\b`,
    "gi",
  );
  return text.replace(all, "(today)");
}
