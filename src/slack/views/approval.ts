import type { ShownOf } from "../../domain/shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { excerptOf } from "../text/excerpt.js";
import { markdownToMrkdwn } from "../text/markdown.js";
import { mention, nameOf, names, whoIsAsked } from "../text/people.js";
import { actions, button, context, moreMenu, section } from "./blocks.js";
import { changeLines, whoChanged } from "./changes.js";
import type { Block, View, ViewContext } from "./context.js";
import { evidenceLine } from "./evidence.js";
import { fitCard, type Room } from "./fit.js";
import { joining, lastLines, stillAsked } from "./last-lines.js";
import { practiceLine } from "./practice.js";
import {
  capital,
  checkedWords,
  goingOn,
  inSentence,
  jobName,
  notice,
  quoted,
  sentence,
  short,
} from "./words.js";

type Approval = ShownOf<"approval">;

/** An approval that waits (S3): what happens, who asks, what was checked, and what silence means. */
export function approvalView(shown: Approval, ctx: ViewContext): View {
  const job = jobName(shown.title, 50);
  const whom = names(stillAsked(shown), joining(shown), 2) || "You";
  const why = isOwn(shown) ? `${capital(whyOwn(shown))}.` : `${nameOf(shown.requester)} asked.`;
  const isObjected = shown.editedBy !== null && shown.objections.length > 0;
  return {
    text: notice(
      isObjected
        ? `${whom}, the check found something in ${nameOf(shown.editedBy ?? shown.requester)}'s edit of the ${job}. Approve it?`
        : `${whom}, approve the ${shown.round > 1 ? "new version of the " : ""}${job}? ${why}`,
      `Approving posts it in ${line(placeOf(shown, 40), 60)}.`,
    ),
    blocks: fitCard((room) => card(shown, ctx, room)),
  };
}

function card(shown: Approval, ctx: ViewContext, room: Room): Block[] {
  const excerpt = room.excerpt > 0 ? excerptOf(shown.excerptMarkdown, room.excerpt) : "";
  const changes = room.excerpt > 0 ? changeLines(shown.edit, room) : "";
  const body = changes === "" ? markdownToMrkdwn(excerpt, ctx.team.domain) : changes;
  const readAll = button("Read all", "call.view", shown.callId, {
    accessibility: `Read the whole ${inSentence(shown.title, 50)}`,
  });
  return [
    ...changed(shown, room),
    section(
      `${question(shown, room)}\n${whoAsks(shown, ctx, room)}`,
      moreMenu(shown.callId, "remind", "stop"),
    ),
    ...remarks(shown, room),
    ...(changes === "" || !shown.edit ? [] : [section(`${whoChanged(shown.edit, room.name)}:`)]),
    section(body === "" ? "The whole text is behind *Read all*." : quoted(body), readAll),
    ...context(
      evidenceLine(shown.evidence, ctx, room, threadOf(shown, 40)),
      checked(shown, room),
      shown.post
        ? `${sentence(shown.post.reach, Math.max(room.name < 16 ? 20 : 40, room.note))}${room.people > 4 ? " It can be taken down for a day." : ""}`
        : "",
      shown.practice ? practiceLine : "",
    ),
    ...actions([
      button("Approve and post", "call.approve", shown.callId, { style: "primary" }),
      button("Edit", "call.edit", shown.callId),
      ...(shown.round < shown.maxRounds
        ? [button("Ask for changes", "call.changes", shown.callId)]
        : []),
      button("Reject", "call.reject", shown.callId, { style: "danger" }),
    ]),
    ...lastLines(shown, ctx, room, {
      lead: lead(shown, room),
      silence: until(shown, ctx),
      yes: "approved",
    }),
  ];
}

function question(shown: Approval, room: Room): string {
  const job = inSentence(shown.title, Math.min(80, room.title));
  if (shown.editedBy && shown.objections.length > 0)
    return bold(
      `Post the ${job} with ${short(shown.editedBy.name, room.name)}'s edit${shown.post ? ` in ${placeOf(shown, Math.min(60, room.title))}` : ""}?`,
      200,
    );
  return bold(`Post this ${job} in ${placeOf(shown, Math.min(80, room.title))}?`, 200);
}

/** Where approving posts it, as plain words; a copy in a direct message says which thread is meant. */
function placeOf(shown: Approval, max: number): string {
  if (shown.post) return short(`#${shown.post.channelName}`, max);
  return threadOf(shown, max);
}

function threadOf(shown: Approval, max: number): string {
  return shown.from === undefined ? "this thread" : `the thread in ${short(shown.from, max)}`;
}

function whoAsks(shown: Approval, ctx: ViewContext, room: Room): string {
  const asker = nameOf(shown.requester, room.name);
  if (isOwn(shown)) return `${mention(shown.requester, ctx.pings)}, ${whyOwn(shown)}.`;
  const asked = whoIsAsked(stillAsked(shown), ctx.pings, room, joining(shown));
  return asked === "" ? `${asker} asks for an OK.` : `${asked}, ${asker} asks for your OK.`;
}

function whyOwn(shown: Approval): string {
  return shown.post ? "it leaves this thread, so you decide" : "you wanted to see it first";
}

/** Whether only the person who asked is to decide. */
function isOwn(shown: Approval): boolean {
  return shown.asked.length === 1 && shown.asked[0]?.id === shown.requester.id;
}

/** What is new since somebody's note: of a new version it is the first thing to know. */
function changed(shown: Approval, room: Room): Block[] {
  if (shown.changedSince.length === 0 || shown.objections.length > 0) return [];
  const by = shown.noteBy ?? "";
  const note = by === "" ? "the last note" : `${short(by, room.name)}'s note`;
  // Most notes ask for two things: both are seen before anything else has to go.
  const what = items(shown.changedSince, room.items === 0 ? 1 : Math.max(2, room.items), room);
  return [section(`${bold(`Changed since ${note}`)}: ${what}`)];
}

/** What the check found in somebody's edit, or why there is no new version. */
function remarks(shown: Approval, room: Room): Block[] {
  const most = Math.max(1, room.items);
  if (shown.objections.length > 0 && shown.editedBy === null) {
    const why = sentence(shown.objections[0] ?? "", Math.max(100, room.note));
    return why === "" ? [] : [section(why)];
  }
  if (shown.objections.length === 0) return [];
  const found = items(shown.objections, most, room);
  return [section(`*The check found*: ${found} Saved once more, it stands as written.`)];
}

function checked(shown: Approval, room: Room): string {
  const found = sentence(shown.checked, room.note);
  const doubts = shown.doubts.slice(0, room.items);
  const rest = shown.doubts.length - doubts.length;
  const doubt =
    shown.doubts.length === 0
      ? ""
      : doubts.length === 0
        ? ` ${rest} ${rest === 1 ? "doubt" : "doubts"}: see *Read all*.`
        : ` ${doubts.length === 1 && rest === 0 ? "One doubt" : "Doubts"}: ${items(shown.doubts, room.items, room)}`;
  if (found === "" && doubt === "") return "";
  return `${found === "" ? "Checked: nothing." : checkedWords(shown.checked, room.note)}${doubt}`;
}

function items(all: readonly string[], most: number, room: Room): string {
  const shown = all.slice(0, most).map((one) => line(goingOn(one), room.note).replace(/[.;]$/, ""));
  const rest = all.length - shown.length;
  const text = `${shown.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}`;
  return text.endsWith("…") ? text : `${text}.`;
}

/** Who else can decide, and how often it was asked before. */
function lead(shown: Approval, room: Room): string {
  const others = shown.others.filter((one) => !shown.asked.some((asked) => asked.id === one.id));
  const too =
    others.length === 0
      ? ""
      : `${names(others, "and", Math.min(3, room.people), room.name)} can decide too.`;
  const round =
    shown.round >= shown.maxRounds
      ? "This is the last version: approve, edit or reject it."
      : shown.round > 1
        ? `Round ${shown.round} of ${shown.maxRounds}.`
        : "";
  return [round, too].filter((one) => one !== "").join(" ");
}

function until(shown: Approval, ctx: ViewContext): string {
  return shown.silence === "wait"
    ? "It waits until somebody decides; nothing is posted before."
    : `If nobody decides by ${dateToken(shown.deadlineAt, ctx.tz)}, nothing is posted.`;
}
