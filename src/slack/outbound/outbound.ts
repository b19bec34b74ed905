import type { WebClient } from "@slack/web-api";
import type { Clock } from "../../clock.js";
import type { OutboxItem } from "../../domain/outbox-item.js";
import type { Log } from "../../log.js";
import { createFirstCall } from "./first-call.js";
import { createBudget, type Pace, slackPace } from "./pace.js";
import type { DueRow, OutboxSignal, OutboxWork, SurfaceRows } from "./ports.js";
import { rememberSurface } from "./remember-surface.js";
import { sendDelete } from "./send-delete.js";
import { sendEphemeral } from "./send-ephemeral.js";
import { noticeOutage } from "./notice-outage.js";
import { fileMethod, sendFile } from "./send-file.js";
import { methodOf, sendMessage } from "./send-message.js";
import { reactionMethod, sendReaction } from "./send-reaction.js";
import { sendSurface, surfaceMethod } from "./send-surface.js";
import { createThreadOrder } from "./thread-order.js";
import { systemTimers, type Timers } from "./timers.js";
import type { OutboundContext, SendTools } from "./tools.js";
import { type Verdict, waitTurn } from "./verdict.js";

/** Longer than a read-back and a post with all their time limits. */
const leaseMs = 60_000;
const mostAtOnce = 16;
/** Rows are looked for this often even when nobody calls. */
const lookAgainMs = 5_000;
/** A call may take long; rows whose time comes meanwhile are not to wait for it. */
const whileOnTheirWayMs = 250;

/** The one writer to Slack. */
export interface Outbound {
  start(): void;
  /** Takes no more rows and waits for those on their way. */
  stop(): Promise<void>;
  /** False: Slack does not answer, as far as the messages tell. */
  reachable(): boolean;
  /** Resolves when every row is shown or given up, or the writer is stopped. */
  idle(): Promise<void>;
}

/** What the writer is made of; `timers` and `clock` decide how long waiting takes. */
export interface OutboundDeps {
  client: WebClient;
  work: OutboxWork;
  surface: SurfaceRows;
  signal: OutboxSignal;
  clock: Clock;
  log: Log;
  context: (item: OutboxItem) => Promise<OutboundContext>;
  /** The id of the direct message with a person; absent: their own id is used. */
  dmWith?: (userId: string) => Promise<string>;
  /** Hears of each row that Slack has, or that was given up; never throws. */
  onShown?: (item: OutboxItem) => Promise<void>;
  pace?: Pace;
  timers?: Timers;
}

/** Brings outbox rows to Slack: in order within a thread, at Slack's pace, each post once. */
export function createOutbound(deps: OutboundDeps): Outbound {
  const { work, log } = deps;
  const nowMs = () => deps.clock.now().getTime();
  const timers = deps.timers ?? systemTimers;
  const budget = createBudget(deps.pace ?? slackPace, nowMs);
  const order = createThreadOrder(nowMs);
  const surface = rememberSurface(deps.surface, nowMs);
  const tools: SendTools = { ...deps, surface, budget, firstCall: createFirstCall() };
  const outage = noticeOutage();
  const onTheirWay = new Set<Promise<void>>();
  let running = false;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let cancelTimer = () => undefined as void;
  let unsubscribe = () => undefined as void;
  let changed: (() => void)[] = [];

  const tellChanged = () => {
    const told = changed;
    changed = [];
    for (const tell of told) tell();
  };

  /** Milliseconds the row must wait for its turn; 0 takes the turn. */
  function turn(row: DueRow): number {
    const { item } = row;
    const { channel, opKey: key } = item;
    if (item.type === "ephemeral")
      return budget.take({ method: "chat.postEphemeral", channel, key });
    if (item.type === "delete") return budget.take({ method: "chat.delete", channel, key });
    if (item.type === "reaction")
      return budget.take({ method: reactionMethod(item), channel, key });
    if (item.type === "file") {
      const wait = order.behind(row) || budget.take({ method: fileMethod, channel, key });
      order.waits(row, wait);
      return wait;
    }
    if (item.type !== "message") return budget.take({ method: surfaceMethod(item), channel, key });
    if (row.ts !== null) return budget.take({ method: methodOf(row), channel, key, ts: row.ts });
    const wait = order.behind(row) || budget.take({ method: "chat.postMessage", channel, key });
    order.waits(row, wait);
    return wait;
  }

  async function send(row: DueRow): Promise<Verdict> {
    const wait = turn(row);
    if (wait > 0) return waitTurn(wait, row.unknownOutcome);
    const { item } = row;
    if (item.type === "message") return await sendMessage(row, item, tools);
    if (item.type === "ephemeral") return await sendEphemeral(row, item, tools);
    if (item.type === "reaction") return await sendReaction(row, item, tools);
    if (item.type === "file") return await sendFile(row, item, tools);
    if (item.type === "delete") return await sendDelete(row, item, tools);
    return await sendSurface(row, item, tools);
  }

  async function handle(row: DueRow): Promise<void> {
    const { opKey } = row.item;
    try {
      const verdict = await send(row);
      outage.heard(opKey, verdict);
      if (verdict.do === "later") {
        if (row.ts === null && isNewInThread(row.item)) order.waits(row, verdict.delayMs);
        const { delayMs, ...why } = verdict;
        if (why.countAttempt) log.warn({ opKey, code: why.code, delayMs }, "Slack: later");
        await work.later(opKey, delayMs, why);
        return;
      }
      if (verdict.do === "dead") {
        log.error({ opKey, code: verdict.code }, "Slack: given up");
        await work.dead(opKey, verdict.code);
      } else {
        await work.shown(opKey, verdict.version, verdict.ts);
      }
      order.over(opKey);
      await deps.onShown?.(row.item);
    } catch (error) {
      // The row's lease runs out and it is taken again; a post is read back first.
      log.error({ opKey, err: nameOf(error) }, "outbox: a row could not be handled");
    }
  }

  function look(): void {
    if (!running) return;
    if (looking !== null) {
      lookAgain = true;
      return;
    }
    cancelTimer();
    looking = take().finally(() => {
      looking = null;
      if (lookAgain) {
        lookAgain = false;
        look();
      }
      tellChanged();
    });
  }

  async function take(): Promise<void> {
    let next: number | null = null;
    try {
      while (running && onTheirWay.size < mostAtOnce) {
        const free = mostAtOnce - onTheirWay.size;
        const rows = await work.takeDue(free, leaseMs);
        for (const row of rows) launch(row);
        if (rows.length < free) break;
      }
      // The last one on its way looks again when it is over.
      next = onTheirWay.size > 0 ? whileOnTheirWayMs : await work.msUntilDue();
    } catch (error) {
      log.error({ err: nameOf(error) }, "outbox: rows could not be read");
      next = 1_000;
    }
    if (running) cancelTimer = timers.after(Math.min(next ?? lookAgainMs, lookAgainMs), look);
  }

  function launch(row: DueRow): void {
    const one = handle(row).finally(() => {
      const wasFull = onTheirWay.size >= mostAtOnce;
      onTheirWay.delete(one);
      // Rows that became due meanwhile are signalled; only a full desk, or one that is empty now, has to look.
      if (wasFull || onTheirWay.size === 0) look();
      tellChanged();
    });
    onTheirWay.add(one);
  }

  return {
    start() {
      if (running) return;
      running = true;
      unsubscribe = deps.signal.onChange(look);
      look();
    },
    async stop() {
      running = false;
      unsubscribe();
      cancelTimer();
      while (looking !== null || onTheirWay.size > 0) await Promise.all([looking, ...onTheirWay]);
      tellChanged();
    },
    reachable: () => !outage.isOn(),
    async idle() {
      while (running) {
        const change = new Promise<void>((resolve) => changed.push(resolve));
        if (looking === null && onTheirWay.size === 0) {
          const ms = await work.msUntilDue();
          if (ms === null && looking === null && onTheirWay.size === 0) return;
          if (ms !== null && ms <= 0) look();
        }
        await change;
      }
    },
  };
}

function isNewInThread(item: OutboxItem): boolean {
  return item.type === "message" || item.type === "file";
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
