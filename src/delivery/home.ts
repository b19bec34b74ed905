import type { HomeShown } from "../domain/home-shown.js";
import type { Person } from "../domain/person.js";
import type { HomeList, HomeOwner, HomeRows } from "./home-ports.js";
import type { OutboxRows } from "./ports.js";
import { deskOf, waitingCalls } from "./waiting-call.js";

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
  const desk = await deskOf(homes, owner, look.now);
  const calls = at("calls", desk.length, look.pages);
  const jobs = at("jobs", await homes.countJobs(owner), look.pages);
  const schedules = at("schedules", await homes.countSchedules(owner), look.pages);
  return {
    calls: {
      items: await waitingCalls(homes, owner, sliceOf(desk, calls.slice)),
      ...calls.where,
      total: desk.flat().length,
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
    ...(await homes.own(owner, look.now)),
  };
}

function sliceOf<T>(all: readonly T[], { offset, limit }: { offset: number; limit: number }): T[] {
  return all.slice(offset, offset + limit);
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
