import type { HomeShown, WaitingCall } from "../domain/home-shown.js";
import type { HumanCall } from "../domain/human-call.js";
import type { Person } from "../domain/person.js";
import { silenceOf } from "../domain/silence-of.js";
import type { HomeList, HomeOwner, HomeRows } from "./home-ports.js";
import type { OutboxRows } from "./ports.js";
import { titleOf } from "./run-brief.js";

/** Rows on one page of each list: with all of them full, Home has under 50 of Slack's 100 blocks. */
const PAGE: Record<HomeList, number> = { calls: 8, jobs: 8, schedules: 5 };
/** Home is kept up to date for those who looked at it lately; others get a fresh one when they open it. */
const LATELY_MS = 7 * 24 * 60 * 60 * 1000;

/** What Home is made from. */
export interface HomeSources {
  outbox: OutboxRows;
  homes: HomeRows;
  people: { get(team: string, id: string): Promise<Person | null> };
}

/** Composes one person's Home from rows and puts it in the outbox; nothing if they never opened it. */
export async function showHome(rows: HomeSources, owner: HomeOwner, now: Date): Promise<void> {
  const pages = await rows.homes.pages(owner);
  if (pages === null) return;
  const tz = (await rows.people.get(owner.team, owner.userId))?.tz ?? "UTC";
  await rows.outbox.put({
    type: "home",
    opKey: `home:${owner.team}:${owner.userId}`,
    runId: null,
    channel: owner.userId,
    threadTs: null,
    home: await composeHome(rows.homes, owner, { pages, tz, now }),
  });
}

/** Composes again what changed, a few people at a time. */
export async function refreshHomes(rows: HomeSources, now: Date, limit: number): Promise<number> {
  const lately = new Date(now.getTime() - LATELY_MS);
  const owners = await rows.homes.takeChanged(lately, limit);
  for (const owner of owners) await showHome(rows, owner, now);
  return owners.length;
}

/** What one person sees: only what waits for them and what they asked for themselves. */
export async function composeHome(
  homes: HomeRows,
  owner: HomeOwner,
  look: { pages: Partial<Record<HomeList, number>>; tz: string; now: Date },
): Promise<HomeShown> {
  const calls = at("calls", await homes.countCalls(owner), look.pages);
  const jobs = at("jobs", await homes.countJobs(owner), look.pages);
  const schedules = at("schedules", await homes.countSchedules(owner), look.pages);
  const waiting = calls.total === 0 ? [] : await homes.calls(owner, calls.slice);
  return {
    calls: {
      items: waiting.map(({ call, askedBy }) => waitingCall(call, askedBy, owner.userId)),
      ...calls.where,
    },
    jobs: {
      items: jobs.total === 0 ? [] : await homes.jobs(owner, jobs.slice),
      ...jobs.where,
    },
    schedules: {
      items: schedules.total === 0 ? [] : await homes.schedules(owner, schedules.slice),
      ...schedules.where,
    },
    month: await homes.since(owner, monthStart(look.now, look.tz)),
    tz: look.tz,
  };
}

/** A page that is not there any more becomes the last one. */
function at(list: HomeList, total: number, pages: Partial<Record<HomeList, number>>) {
  const size = PAGE[list];
  const last = Math.max(1, Math.ceil(total / size));
  const page = Math.min(last, Math.max(1, pages[list] ?? 1));
  return {
    total,
    where: { total, page, pages: last },
    slice: { limit: size, offset: (page - 1) * size },
  };
}

function waitingCall(call: HumanCall, askedBy: string, userId: string): WaitingCall {
  const { args } = call;
  return {
    callId: call.id,
    fn: args.fn,
    question:
      args.fn === "choose" ? args.question : args.fn === "answer" ? firstQuestion(args) : "",
    postsTo: args.fn === "approve" ? (args.post?.channelName ?? "") : "",
    job: titleOf(args),
    askedBy,
    openedAt: call.openedAt.toISOString(),
    deadlineAt: call.deadlineAt.toISOString(),
    silenceMeans: silenceMeans(call),
    asked: call.asked.some((one) => one.id === userId),
  };
}

function firstQuestion(args: Extract<HumanCall["args"], { fn: "answer" }>): string {
  const [first, ...rest] = args.fields;
  if (rest.length === 0) return first?.label ?? args.intro;
  return `${args.title}: ${args.fields.length} questions`;
}

function silenceMeans(call: HumanCall): string {
  const { args } = call;
  if (args.fn === "approve") return "nothing is posted";
  if (call.silence === "deny") return "it is not done";
  if (args.fn === "choose") return silenceOf(args.defaultIndex, args.options);
  return "I go on with the answers filled in";
}

/** The first instant of this month in a zone, at most an hour off where clocks change on that day. */
export function monthStart(now: Date, tz: string): Date {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: tz,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(now);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? "0");
  const local = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  const offsetMs = local - Math.floor(now.getTime() / 1000) * 1000;
  return new Date(Date.UTC(part("year"), part("month") - 1, 1) - offsetMs);
}
