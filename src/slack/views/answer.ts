import type { FormField } from "../../domain/form-field.js";
import type { ShownOf } from "../../domain/shown.js";
import { calendarDay, dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { names, whoIsAsked } from "../text/people.js";
import { countWord } from "../text/units.js";
import { fromLine } from "./added.js";
import { actions, button, moreMenu, section } from "./blocks.js";
import type { Block, View, ViewContext } from "./context.js";
import { fitCard, type Room } from "./fit.js";
import { lastLines } from "./last-lines.js";
import { goingOn, inSentence, notice, sentence, short, theJob } from "./words.js";

type Answer = ShownOf<"answer">;

/** Questions with answers filled in (S7), all of them in one card. */
export function answerView(shown: Answer, ctx: ViewContext): View {
  const many = shown.fields.length;
  // Several cards may wait in one thread: the first question tells them apart.
  const first = sentence(shown.fields[0]?.label ?? "", 80);
  const what = `${many === 1 ? "one question" : `${countWord(many)} questions`} about ${theJob(shown.title, 40)}${first === "" ? "." : `: ${first}`}`;
  const whom = names(shown.asked, "or", 2) || "You";
  return {
    text: notice(
      `${whom}, ${what}`,
      complete(shown) ? "Answers are filled in; say so if they are wrong." : "Please answer.",
    ),
    blocks: fitCard((room) => card(shown, ctx, room)),
  };
}

function card(shown: Answer, ctx: ViewContext, room: Room): Block[] {
  const whom = whoIsAsked(shown.asked, ctx.pings, room);
  const many = shown.fields.length;
  const intro =
    shown.intro.trim() || (many === 1 ? "One question." : `${countWord(many)} questions.`);
  const first =
    whom === ""
      ? bold(intro, room.title)
      : `${whom}, ${bold(inSentence(intro, room.title), room.title)}`;
  const questions = shown.fields.map(
    (field, index) =>
      `${index + 1}. ${line(field.label, room.title)}${filledIn(field, shown, room)}`,
  );
  return [
    section([first, ...questions].join("\n"), moreMenu(shown.callId)),
    ...actions(buttons(shown)),
    ...lastLines(shown, ctx, room, { silence: silence(shown, ctx), from: fromLine(shown) }),
  ];
}

function buttons(shown: Answer) {
  if (!complete(shown))
    return [button("Answer", "call.answer", shown.callId, { style: "primary" })];
  return [
    button("Use these answers", "call.answer.defaults", shown.callId, { style: "primary" }),
    button("Change", "call.answer", shown.callId),
  ];
}

/** Whether everything that must be answered has an answer filled in. */
function complete(shown: Answer): boolean {
  return shown.fields.every((field) => field.optional || (field.default ?? "") !== "");
}

function filledIn(field: FormField, shown: Answer, room: Room): string {
  const value = field.default ?? "";
  const hint = line(goingOn(field.hint), Math.min(160, room.note)).replace(/\.$/, "");
  const from = hint === "" || room.items === 0 ? "" : ` (${hint})`;
  if (value === "") return field.optional ? " (may stay empty)" : from;
  if (field.type === "person") {
    const known = shown.names?.[value] ?? shown.asked.find((one) => one.id === value)?.name;
    return known ? ` I take ${bold(known, 60)}${from}` : ` I take the person in the form${from}`;
  }
  const option = field.options.find((one) => one.value === value)?.label;
  const text = option ?? (field.type === "date" ? calendarDay(value) : value);
  return ` I take ${bold(short(text, Math.min(80, room.note)), 80)}${from}`;
}

function silence(shown: Answer, ctx: ViewContext): string {
  const by = dateToken(shown.deadlineAt, ctx.tz);
  return {
    default: `Without an answer by ${by} I go on with these, and the result says so.`,
    deny: `It waits for you until ${by}. Without an answer by then, nothing is done.`,
    wait: "It waits until somebody answers.",
  }[shown.silence];
}
