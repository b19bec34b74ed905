import type { ShownOf } from "../../domain/shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { list, names, whoIsAsked } from "../text/people.js";
import { countWord } from "../text/units.js";
import { linkOrText, webUrl } from "../text/url.js";
import { fromLine } from "./added.js";
import { actions, button, moreMenu, section } from "./blocks.js";
import type { Block, View, ViewContext } from "./context.js";
import { fitCard, type Room } from "./fit.js";
import { lastLines } from "./last-lines.js";
import { capital, inSentence, jobName, notice, sentence } from "./words.js";

type Choose = ShownOf<"choose">;
type Option = Choose["options"][number];

/** With more options than this, the buttons make way for one that opens a form. */
export const mostChooseButtons = 3;

/** Sources disagree (S8): each side with its words, age and origin; no button is coloured. */
export function chooseView(shown: Choose, ctx: ViewContext): View {
  const whom = names(shown.asked, "or", 2) || "You";
  const sides = list(
    shown.options.map((option) => line(option.short, 30)),
    "or",
  );
  const question = jobName(shown.question, 80).replace(/[?:.]$/, "");
  return {
    text: notice(`${whom}, ${question}: ${sides}?`, "Please choose."),
    blocks: fitCard((room) => card(shown, ctx, room)),
  };
}

function card(shown: Choose, ctx: ViewContext, room: Room): Block[] {
  const many = shown.several === true || shown.options.length > mostChooseButtons;
  return [
    section(question(shown, ctx, room), moreMenu(shown.callId)),
    ...(many
      ? [section(numbered(shown.options, room))]
      : shown.options.map((option) => side(option, ctx, room))),
    ...actions(many ? formButtons(shown) : optionButtons(shown)),
    ...lastLines(shown, ctx, room, { silence: last(shown, ctx, room), from: fromLine(shown) }),
  ];
}

function question(shown: Choose, ctx: ViewContext, room: Room): string {
  const whom = whoIsAsked(shown.asked, ctx.pings, room);
  const asked =
    whom === ""
      ? bold(shown.question, room.title)
      : `${whom}, ${bold(inSentence(shown.question, room.title), room.title)}`;
  // What people can do without goes first where the phone is full.
  const why = room.items === 0 ? "" : whoDisagrees(shown.options);
  return why === "" ? asked : `${asked} ${why}`;
}

/** `Two sources disagree.` where the sides rest on different sources. */
function whoDisagrees(options: readonly Option[]): string {
  const sources = new Set(
    options.flatMap((option) => option.evidence.map((one) => one.sourceLabel || (one.url ?? ""))),
  );
  sources.delete("");
  return sources.size < 2 ? "" : `${capital(countWord(sources.size))} sources disagree.`;
}

function side(option: Option, ctx: ViewContext, room: Room): Block {
  const evidence = option.evidence
    .slice(0, room.items === 0 ? 0 : Math.min(2, room.items))
    .map((one) => {
      const quote = line(one.excerpt, Math.floor(room.excerpt / 3));
      const origin = [
        one.by === null ? "" : line(one.by, 40),
        one.url !== null && webUrl(one.url)
          ? linkOrText(one.url, ctx.team.domain, one.sourceLabel)
          : line(one.sourceLabel, 60),
        one.date === null ? "" : line(one.date, 40),
      ].filter((part) => part !== "");
      return [quote === "" ? "" : `> ${quote}`, origin.join(", ")]
        .filter((part) => part !== "")
        .join("\n");
    });
  return section([bold(option.label, room.title) || "*…*", ...evidence].join("\n"));
}

/** Many options: one line each; the form shows them in full. */
function numbered(options: readonly Option[], room: Room): string {
  return options
    .map((option, index) => `${index + 1}. ${line(option.label, Math.min(76, room.title))}`)
    .join("\n");
}

function optionButtons(shown: Choose) {
  const chosen = shown.options.map((option, index) =>
    button(option.short, `call.choose.${index + 1}`, shown.callId),
  );
  return [...chosen, noneButton(shown)];
}

function formButtons(shown: Choose) {
  return [button("Choose", "call.choose", shown.callId), noneButton(shown)];
}

function noneButton(shown: Choose) {
  return button(shown.noneLabel || "Neither", "call.choose.0", shown.callId);
}

function last(shown: Choose, ctx: ViewContext, room: Room): string {
  const by = dateToken(shown.deadlineAt, ctx.tz);
  const suggestion = sentence(shown.suggestion, room.note);
  const means = sentence(
    shown.silenceMeans || "nothing is done",
    Math.min(120, Math.max(40, room.note)),
  );
  const silence = {
    default: `Without an answer by ${by}, ${means}`,
    deny: `It waits until ${by}. Without an answer by then, ${means}`,
    wait: "It waits until somebody answers.",
  }[shown.silence];
  return suggestion === "" ? silence : `${suggestion} ${silence}`;
}
