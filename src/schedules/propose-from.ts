import type { InboxBody } from "../domain/inbox.js";
import { isDirect } from "../delivery/run-brief.js";
import type { Person } from "../domain/person.js";
import type { Request } from "../domain/request.js";
import { readRecurrenceWish } from "../domain/recurrence-wish.js";
import type { RunsRows } from "../runs/ports.js";
import { propose } from "./propose.js";
import { readRecurrence } from "./recurrence.js";

type New = Extract<InboxBody, { kind: "schedule_new" }>;

/** Proposes what a form or command asks for; says why not, or nothing: the card says it. */
export async function proposeFrom(
  rows: RunsRows,
  place: { team: string; channel: string; threadTs: string | null },
  body: New,
  person: Person,
  now: Date,
): Promise<string> {
  const read = readRecurrence(body.cron);
  if (!read.ok) return `${read.why} Nothing was saved.`;
  const base = { creatorId: person.id, tz: person.tz, cron: read.cron };
  if (body.runId === null) {
    if (place.channel === "" || (body.goal ?? "") === "") return "Say what I should do each time.";
    const { team, channel, threadTs } = place;
    const here = { team, channel, threadTs, readThreadTs: threadTs, isDm: channel.startsWith("D") };
    const goal = body.goal ?? "";
    await propose(rows, { ...base, ...here, goal, files: [], title: "", lastCostUsd: null }, now);
    return "";
  }
  const run = await rows.runs.summary(body.runId);
  const request = await rows.runs.request(body.runId);
  const row = await rows.runs.get(body.runId);
  // A job that is shown to its requester alone is there for nobody else.
  const isTheirs = run && (!isDirect(run) || run.requester.id === person.id);
  const isHere = isTheirs && [run.channel, run.origin.channel].includes(place.channel);
  if (!run || !request || !row || run.team !== place.team || !isHere) {
    return "That job is not there any more.";
  }
  const wish = readRecurrenceWish(request.text);
  await propose(
    rows,
    {
      ...base,
      team: run.team,
      channel: run.channel,
      threadTs: run.threadTs,
      readThreadTs: threadToRead(request),
      isDm: request.isDm || run.channel.startsWith("D"),
      goal: body.goal ?? wish?.rest ?? request.text,
      files: request.files,
      title: run.title,
      lastCostUsd: row.spentUsd > 0 ? row.spentUsd : null,
    },
    now,
  );
  return "";
}

/** The thread that a request reads, which each time reads too; null: it stood alone. */
export function threadToRead(
  request: Pick<Request, "via" | "threadTs" | "messageTs">,
): string | null {
  const alone = request.via === "command" || request.threadTs === request.messageTs;
  return alone || request.threadTs.startsWith("fire:") ? null : request.threadTs;
}
