import type { types } from "@slack/bolt";
import type { HomeJob } from "../../domain/home-shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line, plainObjectText } from "../text/escape.js";
import { list } from "../text/people.js";
import { plainText, section } from "./blocks.js";
import type { Block } from "./context.js";
import { inSentence } from "./words.js";

/** One job in Home: how far it is, where, since when, and the way to its thread. */
export function homeJob(job: HomeJob, domain: string, tz: string): Block {
  const place = placeOf(job.channel);
  const when =
    job.endedAt === null
      ? `started ${dateToken(job.startedAt, tz)}`
      : `ended ${dateToken(job.endedAt, tz)}`;
  const open = openButton(job, domain);
  return section(
    `${bold(job.title, 100) || "*Your request*"}: ${state(job)}\n${place}, ${when}`,
    ...(open ? [open] : []),
  );
}

function state(job: HomeJob): string {
  const steps = job.tasks === 0 ? "" : `, ${job.done} of ${job.tasks} done`;
  switch (job.status) {
    case "queued":
      return "about to start";
    case "running":
      return `working${steps}`;
    case "waiting": {
      const people = list(
        job.waitsFor.map((name) => line(name, 40)),
        "and",
        3,
      );
      return people === "" ? `waiting${steps}` : `waiting for ${people}`;
    }
    case "completed":
      return "done";
    case "failed":
      return "stopped, not finished";
    case "cancelled":
      return "stopped";
  }
}

/** Slack shows a channel's name only to those who may see it. */
function placeOf(channel: string): string {
  return /^[CG][A-Z0-9]{2,30}$/.test(channel) ? `<#${channel}>` : "Direct message";
}

function openButton(job: HomeJob, domain: string): types.Button | null {
  if (job.threadTs === null || !/^\d+\.\d+$/.test(job.threadTs)) return null;
  if (!/^[CDG][A-Z0-9]{2,30}$/.test(job.channel)) return null;
  return {
    type: "button",
    action_id: "home.open",
    url: `https://${domain}.slack.com/archives/${job.channel}/p${job.threadTs.replace(".", "")}`,
    text: plainText("Open", 75),
    accessibility_label: plainObjectText(`Open the thread of the ${inSentence(job.title, 40)}`, 75),
  };
}
