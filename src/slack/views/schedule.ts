import type { types } from "@slack/bolt";
import type { ShownOf } from "../../domain/shown.js";
import { bold, line } from "../text/escape.js";
import { mention, nameOf } from "../text/people.js";
import { actions, button, context, section } from "./blocks.js";
import type { View, ViewContext } from "./context.js";
import { fitCard, type Room } from "./fit.js";
import { jobName, notice, sentence, short, isMany } from "./words.js";

type Schedule = ShownOf<"schedule">;

/** A schedule (S11): before it is saved it asks, afterwards it says how it stands. */
export function scheduleView(shown: Schedule, ctx: ViewContext): View {
  const comes = shown.state === "proposed" || shown.state === "active";
  return {
    text: notice(spoken(shown), todo(shown)),
    blocks: fitCard((room) => [
      section(`${firstLine(shown, ctx, room)}\n${line(shown.goal, room.title)}`),
      ...(comes ? [section(facts(shown, room).join("\n"))] : []),
      ...actions(buttonsOf(shown)),
      ...context(smallPrint(shown)),
    ]),
  };
}

function firstLine(shown: Schedule, ctx: ViewContext, room: Room): string {
  const when = line(shown.when, Math.min(150, Math.max(80, room.title)));
  const title = bold(short(shown.title, 60));
  const be = isMany(shown.title) ? "are" : "is";
  switch (shown.state) {
    case "proposed":
      return `${mention(shown.creator, ctx.pings)}, ${bold(`${when}?`, 160)}`;
    case "active":
      return `${bold(`Saved by ${short(shown.creator.name, 60)}`)}: ${line(shown.title, 60)}, ${when}.`;
    case "paused":
      return `${title} ${be} paused: ${when}.`;
    case "deleted":
      return `${title} ${be} deleted: ${when}.`;
    case "dropped":
      return `${bold("Not saved")}: ${when}.`;
  }
}

function facts(shown: Schedule, room: Room): string[] {
  const clocks = shown.clocks === "" ? "" : ` ${sentence(shown.clocks)}`;
  return [
    shown.next === ""
      ? "*Next*: never"
      : `*Next*: ${line(shown.next, Math.max(100, room.title))}.${clocks}`,
    shown.asks === ""
      ? "*Asks*: nothing, it only reads."
      : `*Asks*: ${sentence(shown.asks, Math.min(150, room.note))}`,
    shown.costs === "" ? "" : `*Costs*: ${sentence(shown.costs, Math.min(100, room.note))}`,
  ].filter((one) => one !== "");
}

function buttonsOf(shown: Schedule): types.Button[] {
  const id = shown.scheduleId;
  switch (shown.state) {
    case "proposed":
      return [
        button("Confirm", "schedule.confirm", id, { style: "primary" }),
        button("Change", "schedule.edit", id),
        button("Don't save", "schedule.delete", id),
      ];
    case "active":
      return [button("Change", "schedule.edit", id), button("Pause", "schedule.pause", id)];
    case "paused":
      return [button("Resume", "schedule.resume", id), button("Delete", "schedule.delete", id)];
    case "deleted":
    case "dropped":
      return [];
  }
}

function smallPrint(shown: Schedule): string {
  const leaves = shown.isDm ? "it pauses" : "it pauses and says so here";
  switch (shown.state) {
    case "proposed":
      return `${shown.isDm ? "Sent to you only." : "Sent to this channel."} Nothing is saved until you confirm. It runs with your rights; if you leave, ${leaves}.`;
    case "active":
      return "All your schedules: /fermata schedules";
    case "paused":
      return shown.why === "" ? "Nothing runs until it is resumed." : sentence(shown.why, 200);
    case "deleted":
    case "dropped":
      return "Nothing runs.";
  }
}

function spoken(shown: Schedule): string {
  const job = `${jobName(shown.title, 40)} ${line(shown.when, 80)}`;
  switch (shown.state) {
    case "proposed":
      return `${nameOf(shown.creator)}, confirm: ${job}.`;
    case "active":
      return `Saved: ${job}.`;
    case "paused":
      return `Paused: ${job}.`;
    case "deleted":
      return `Deleted: ${job}.`;
    case "dropped":
      return `Not saved: ${job}.`;
  }
}

function todo(shown: Schedule): string {
  if (shown.state === "proposed") return "Nothing is saved yet.";
  return shown.state === "paused" ? "Resume or delete?" : "";
}
