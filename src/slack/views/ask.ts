import type { CardPart } from "../../domain/ask-card.js";
import type { ShownOf } from "../../domain/shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { excerptOf } from "../text/excerpt.js";
import { markdownToMrkdwn } from "../text/markdown.js";
import { nameOf, names, whoIsAsked } from "../text/people.js";
import { fromLine } from "./added.js";
import { actions, button, context, moreMenu, section } from "./blocks.js";
import { changeLines } from "./changes.js";
import type { Block, View, ViewContext } from "./context.js";
import { fitCard, type Room } from "./fit.js";
import { joining, lastLines, stillAsked } from "./last-lines.js";
import { practiceLine } from "./practice.js";
import { inSentence, jobName, notice, quoted, sentence } from "./words.js";

type Ask = ShownOf<"ask">;

/** The open card of any declared human function: the question, what speaks for it, its buttons, and what silence means. */
export function askView(shown: Ask, ctx: ViewContext): View {
  const whom = names(stillAsked(shown), joining(shown), 2) || "You";
  return {
    text: notice(
      `${whom}, ${jobName(shown.question, 90).replace(/[?:.]$/, "")}? ${nameOf(shown.requester, 40)} asks.`,
      "Please answer.",
    ),
    blocks: fitCard((room) => card(shown, ctx, room)),
  };
}

function card(shown: Ask, ctx: ViewContext, room: Room): Block[] {
  const whom = whoIsAsked(stillAsked(shown), ctx.pings, room, joining(shown));
  const question =
    whom === ""
      ? bold(shown.question, room.title)
      : `${whom}, ${bold(inSentence(shown.question, room.title), room.title)}`;
  const own = shown.asked.some((one) => one.id === shown.requester.id);
  const from = own ? "" : `${nameOf(shown.requester, room.name)} asks.`;
  const why = [from, room.items === 0 ? "" : sentence(shown.why, room.note)]
    .filter((one) => one !== "")
    .join(" ");
  const buttons = shown.buttons.map((one) =>
    button(one.label, `call.${one.verb}`, shown.callId, one.style ? { style: one.style } : {}),
  );
  return [
    section(why === "" ? question : `${question}\n${why}`, moreMenu(shown.callId, "remind")),
    ...shown.parts.flatMap((part) => partBlocks(part, shown.callId, ctx, room)),
    ...context(
      ...shown.notes.slice(0, Math.max(1, room.items)).map((one) => sentence(one, room.note)),
      shown.practice ? practiceLine : "",
    ),
    ...actions(buttons),
    ...lastLines(shown, ctx, room, { silence: until(shown, ctx, room), from: fromLine(shown) }),
  ];
}

/** A part of a card's body, as much of it as there is room for. */
export function partBlocks(part: CardPart, callId: string, ctx: ViewContext, room: Room): Block[] {
  switch (part.kind) {
    case "text": {
      const excerpt = room.excerpt > 0 ? excerptOf(part.markdown, room.excerpt) : "";
      const body = markdownToMrkdwn(excerpt, ctx.team.domain);
      const readAll = part.all ? button("Read all", "call.view", callId) : undefined;
      if (body === "")
        return readAll ? [section("The whole text is behind *Read all*.", readAll)] : [];
      return [section(quoted(body), readAll)];
    }
    case "list": {
      const most = Math.max(1, room.items);
      const shown = part.items.slice(0, most).map((one) => `• ${line(one, room.note)}`);
      const rest = part.items.length - shown.length;
      if (shown.length === 0) return [];
      if (rest > 0) shown.push(`and ${rest} more`);
      return [
        section(
          [...(part.label === "" ? [] : [bold(part.label, room.title)]), ...shown].join("\n"),
        ),
      ];
    }
    case "changes": {
      const changes = changeLines(part.edit, room);
      return changes === "" || room.excerpt === 0 ? [] : [section(quoted(changes))];
    }
    case "facts": {
      const lines = part.facts
        .slice(0, Math.max(1, room.items * 2))
        .map((one) => `${line(one.label, room.title)}: ${bold(one.value, room.note) || "(empty)"}`);
      return lines.length === 0 ? [] : [section(lines.join("\n"))];
    }
  }
}

function until(shown: Ask, ctx: ViewContext, room: Room): string {
  const others = shown.others.filter((one) => !shown.asked.some((asked) => asked.id === one.id));
  const too =
    others.length === 0
      ? ""
      : `${names(others, "and", Math.min(3, room.people), room.name)} can answer too. `;
  const by = dateToken(shown.deadlineAt, ctx.tz);
  const means = sentence(shown.silenceMeans, Math.max(40, room.note));
  if (shown.silence === "wait") return `${too}It waits until somebody answers.`;
  return shown.silence === "default"
    ? `${too}Without an answer by ${by}, ${means}`
    : `${too}If nobody answers by ${by}, ${means}`;
}
