import type { Clock } from "../clock.js";
import type { Transact } from "../domain/transact.js";
import { showDelayed } from "./delayed.js";
import type { HumansRows } from "./ports.js";

/** A shorter pause is a restart or a hiccup: nobody is told, no time is given back. */
export const AWAY_MS = 60_000;
const BATCH = 50;
/** How often it is written down that we are up, and looked who else noted Slack's state. */
const NOTE_EVERY_MS = 15_000;
/** A card that Slack has for so long was noted by whoever posted it, or they are gone. */
const UNNOTED_MS = 30_000;

type Rows = Pick<HumansRows, "calls" | "presence" | "outbox" | "ledger">;

/** Notices when we, or Slack, were not there: that time does not count where silence means "go on". */
export interface Away {
  /** At a start, before anything works: gives back the time since anybody of us was last up. */
  returned(): Promise<void>;
  /**
   * In each pass: we are up; and whether Slack can be reached, as far as this process can tell. It writes when that has
   * changed and every 15 s by the clock: also when the clock has leapt, as after a sleep. A process that cannot tell
   * looks whether those who can are still there: without them nobody can answer, as without Slack.
   */
  stillUp(): Promise<void>;
  /** Notes cards that people see and whose writer could not say so any more. */
  noteLeft(): Promise<void>;
  /** Slack has a card: from now on people can answer it. */
  seen(callId: string): Promise<void>;
}

/** Makes the watch. `sleeps`: the clock is the machine's, so that a jump between two passes was a sleep. */
export function createAway(deps: {
  transact: Transact<Rows>;
  /** Null: this process does not talk to Slack. */
  slackReachable: () => boolean | null;
  clock: Clock;
  sleeps: boolean;
}): Away {
  async function noteUp(isReturn: boolean, isBot: boolean): Promise<void> {
    const now = deps.clock.now();
    const gap = await deps.transact(async (rows) => {
      const from = await rows.presence.touch(now);
      if (isBot) await rows.presence.touchBots(now);
      if (!isReturn || !from || now.getTime() - from.getTime() <= AWAY_MS) return null;
      await rows.presence.markLate(from, now);
      // While Slack is away too, its own time covers ours.
      const covered = (await rows.presence.slackDownSince()) !== null;
      // Ours covers that of the bots among us: it is given back once.
      await rows.presence.coverBots(now);
      return covered ? null : { ids: await rows.calls.delayGoingOn(from, now), from, now };
    });
    if (gap) await tellDelayed(gap);
  }

  async function noteBotsGone(): Promise<void> {
    const now = deps.clock.now();
    await deps.transact(async (rows) => {
      const last = await rows.presence.botsSeen();
      if (!last || now.getTime() - last.getTime() <= AWAY_MS) return;
      // Whichever bot comes back notes Slack back too, and with that the time.
      if ((await rows.presence.slackDownSince()) === null)
        await rows.presence.setSlackDown(last, now);
    });
  }

  async function noteSlack(reachable: boolean): Promise<void> {
    const now = deps.clock.now();
    const gap = await deps.transact(async (rows) => {
      const since = await rows.presence.slackDownSince();
      if (reachable === (since === null)) return null;
      await rows.presence.setSlackDown(reachable ? null : now, now);
      if (!since || now.getTime() - since.getTime() <= AWAY_MS) return null;
      return { ids: await rows.calls.delayGoingOn(since, now), from: since, now };
    });
    if (gap) await tellDelayed(gap);
  }

  /** The cards show the new time; by then the time itself is given. */
  async function tellDelayed(gap: { ids: string[]; from: Date; now: Date }): Promise<void> {
    for (let at = 0; at < gap.ids.length; at += BATCH) {
      await deps.transact(async (rows) => {
        for (const id of gap.ids.slice(at, at + BATCH)) await showDelayed(rows, id, gap);
      });
    }
  }

  async function noteSeen(callId: string, at: Date): Promise<void> {
    await deps.transact(async (rows) => {
      const from = await rows.calls.noteSeen(callId, at, AWAY_MS);
      if (from && at.getTime() - from.getTime() >= AWAY_MS)
        await showDelayed(rows, callId, { from, now: at });
    });
  }

  let upNotedAt: Date | null = null;
  let slackNoted: { reachable: boolean; at: Date } | null = null;
  const isLongAgo = (at: Date | undefined | null) =>
    !at || Math.abs(deps.clock.now().getTime() - at.getTime()) >= NOTE_EVERY_MS;

  async function noteLeft(): Promise<void> {
    const now = deps.clock.now();
    const left = await deps.transact((rows) => rows.calls.leftUnnoted(now, UNNOTED_MS, BATCH));
    for (const { id, at } of left) await noteSeen(id, at);
  }

  return {
    returned: () => noteUp(true, false),
    seen: (callId) => noteSeen(callId, deps.clock.now()),
    noteLeft,
    async stillUp() {
      const at = deps.clock.now();
      const reachable = deps.slackReachable();
      if (isLongAgo(upNotedAt)) {
        // Whoever was away themselves cannot tell yet who else was.
        const wasHere = upNotedAt !== null && at.getTime() - upNotedAt.getTime() <= AWAY_MS;
        await noteUp(deps.sleeps, reachable !== null);
        if (reachable === null && wasHere) await noteBotsGone();
        upNotedAt = at;
      }
      if (reachable === null) return;
      if (slackNoted?.reachable === reachable && !isLongAgo(slackNoted.at)) return;
      await noteSlack(reachable);
      slackNoted = { reachable, at };
    },
  };
}
