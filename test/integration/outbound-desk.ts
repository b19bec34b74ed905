import { credentials, bot, team } from "../../playground/seed/ids.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import { MOST_IN_VAIN } from "../../src/domain/in-vain.js";
import type { OutboxItem } from "../../src/domain/outbox-item.js";
import { silentLog } from "../../src/log.js";
import { createOutbound } from "../../src/slack/outbound/outbound.js";
import type { DueRow, Held, OutboxWork } from "../../src/slack/outbound/ports.js";
import { createWebClient } from "../../src/slack/web-client.js";

interface Row extends DueRow {
  shownVersion: number;
  dueAt: number;
  leased: boolean;
  deadCode: string | null;
}

/** An outbox in memory, on a clock that the test moves. */
function memoryOutbox(nowMs: () => number) {
  const rows = new Map<string, Row>();
  let onChange = () => undefined as void;
  const open = (row: Row) => row.deadCode === null && row.shownVersion < row.version;
  const need = (opKey: string): Row => {
    const row = rows.get(opKey);
    if (!row) throw new Error(`no row ${opKey}`);
    return row;
  };
  /** The order as the database keeps it; its own test is `test/contract/rows-outbox-order.test.ts`. */
  const isBehind = (row: Row): boolean => {
    const thread = threadOf(row);
    if (thread === null) return false;
    const all = [...rows.values()];
    return all
      .slice(0, all.indexOf(row))
      .some(
        (one) =>
          open(one) &&
          threadOf(one) === thread &&
          one.inVain < MOST_IN_VAIN &&
          (one.dueAt <= nowMs() || one.leased || one.lastCode !== null),
      );
  };
  const isHeld = ({ item, token }: Held) => need(item.opKey).token === token;
  const work: OutboxWork = {
    async takeDue(limit) {
      const due = [...rows.values()]
        .filter((row) => open(row) && !row.leased && row.dueAt <= nowMs() && !isBehind(row))
        .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
        .slice(0, limit);
      for (const row of due) Object.assign(row, { leased: true, token: row.token + 1 });
      return due.map((row) => ({ ...row }));
    },
    async renew(held) {
      return new Set(held.filter(isHeld).map(({ item }) => item.opKey));
    },
    async markTrying(held) {
      if (isHeld(held)) need(held.item.opKey).unknownOutcome = true;
      return isHeld(held);
    },
    async shown(held, version, ts) {
      const row = need(held.item.opKey);
      if (!isHeld(held)) return { held: false, ts: row.ts };
      Object.assign(row, {
        leased: false,
        shownVersion: version,
        unknownOutcome: false,
        attempts: 0,
        inVain: 0,
        lastCode: null,
      });
      row.ts ??= ts;
      return { held: true, ts: row.ts };
    },
    async later(held, delayMs, why) {
      if (!isHeld(held)) return;
      const row = need(held.item.opKey);
      Object.assign(row, {
        leased: false,
        dueAt: nowMs() + delayMs,
        unknownOutcome: why.unknownOutcome,
        lastCode: why.countAttempt ? why.code : (row.lastCode ?? why.code),
      });
      if (why.inVain === true) row.inVain += 1;
      if (why.countAttempt) row.attempts += 1;
    },
    async dead(held, code) {
      if (isHeld(held)) Object.assign(need(held.item.opKey), { leased: false, deadCode: code });
    },
    async msUntilDue() {
      const waits = [...rows.values()]
        .filter((row) => open(row) && !row.leased && !isBehind(row))
        .map((row) => row.dueAt - nowMs());
      return waits.length === 0 ? null : Math.max(0, Math.min(...waits));
    },
  };
  return {
    work,
    rows,
    row: need,
    signal: { onChange: (fn: () => void) => ((onChange = fn), () => undefined) },
    put(item: OutboxItem, state: Partial<Row> = {}) {
      const known = rows.get(item.opKey);
      if (known) Object.assign(known, { item, version: known.version + 1 });
      else
        rows.set(item.opKey, {
          item,
          version: 1,
          shownVersion: 0,
          ts: null,
          attempts: 0,
          inVain: 0,
          lastCode: null,
          token: 0,
          unknownOutcome: false,
          leftBehind: false,
          // Like rows of one transaction: all at one time, in the order in which they were put.
          createdAt: new Date(nowMs()),
          dueAt: 0,
          leased: false,
          deadCode: null,
          ...state,
        });
      onChange();
    },
    busy: () => [...rows.values()].some((row) => row.leased),
    waiting: () => [...rows.values()].some(open),
  };
}

/** The thread, or outside threads the run, in whose order a row is a new message; null: it has none. */
function threadOf({ item, ts }: Row): string | null {
  if (ts !== null || !(item.type === "message" || item.type === "file")) return null;
  const order = item.threadTs ?? item.runId;
  return order === null ? null : `${item.channel}:${order}`;
}

/** A clock and timers that only move when the test says so. */
function handClock(startMs: number) {
  let now = startMs;
  let timers: { at: number; fn: () => void }[] = [];
  return {
    nowMs: () => now,
    clock: { now: () => new Date(now) },
    timers: {
      after(ms: number, fn: () => void) {
        const timer = { at: now + ms, fn };
        timers.push(timer);
        return () => void (timers = timers.filter((one) => one !== timer));
      },
    },
    /** Moves to the next timer and rings it. */
    next() {
      const first = timers.toSorted((a, b) => a.at - b.at)[0];
      if (!first) return;
      timers = timers.filter((one) => one !== first);
      now = Math.max(now, first.at);
      first.fn();
    },
  };
}

/** The writer against a local workspace, with an outbox in memory and a clock moved by hand. */
export async function openDesk(options: Parameters<typeof startWorkspace>[0] = {}) {
  const time = handClock(Date.parse("2026-11-20T13:00:00Z"));
  const workspace = await startWorkspace({ seed: "empty", clock: time.clock, ...options });
  const client = createWebClient({
    token: credentials.botToken,
    slackApiUrl: workspace.apiUrl,
    log: silentLog,
    timeoutMs: 2_500,
  });
  const outbox = memoryOutbox(time.nowMs);
  const remembered = new Set<string>();
  const errors: string[] = [];
  const make = () =>
    createOutbound({
      client,
      work: outbox.work,
      signal: outbox.signal,
      nowMs: time.nowMs,
      timers: time.timers,
      log: {
        ...silentLog,
        error: (fields, message) => void errors.push(`${message} ${JSON.stringify(fields)}`),
      },
      surface: {
        refused: async () => new Set(remembered),
        remember: async (_team, what) => void remembered.add(what),
      },
      context: async () => ({
        team: { id: team.id, domain: team.domain },
        botId: bot.botId,
        tz: "Europe/Berlin",
      }),
    });
  let outbound = make();
  outbound.start();

  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    workspace,
    outbox,
    time,
    remembered,
    errors,
    client,
    outbound: () => outbound,
    breathe,
    /** Lets time pass until every row is shown or given up. */
    async settle() {
      let calm = 0;
      while (outbox.waiting() || outbox.busy()) {
        await breathe();
        calm = outbox.busy() ? 0 : calm + 1;
        if (calm < 3) continue;
        calm = 0;
        time.next();
      }
      await breathe();
    },
    async restart() {
      await outbound.stop();
      outbound = make();
      outbound.start();
    },
    calls: (method: string) => workspace.calls.filter((call) => call.method === method),
    async close() {
      await outbound.stop();
      await workspace.stop();
    },
  };
}
