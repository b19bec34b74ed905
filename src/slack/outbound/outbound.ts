import type { WebClient } from "@slack/web-api";
import type { OutboxItem } from "../../domain/outbox-item.js";
import type { Log } from "../../log.js";
import type { Meter } from "../../meter.js";
import { createFirstCall } from "./first-call.js";
import { createBudget, type Pace, slackPace } from "./pace.js";
import type { DueRow, OutboxSignal, OutboxWork, SurfaceRows } from "./ports.js";
import { createHeldRows, LEASE_MS } from "./held-rows.js";
import { rememberPosts } from "./remember-posts.js";
import { rememberSurface } from "./remember-surface.js";
import { sendDelete } from "./send-delete.js";
import { sendEphemeral } from "./send-ephemeral.js";
import { noticeOutage } from "./notice-outage.js";
import { isUpload } from "./outcome.js";
import { removeFile, sendFile } from "./send-file.js";
import { sendMessage } from "./send-message.js";
import { sendReaction } from "./send-reaction.js";
import { sendSurface } from "./send-surface.js";
import { systemTimers, type Timers } from "./timers.js";
import type { OutboundContext, SendTools } from "./tools.js";
import { createTurns, hasPlace } from "./turns.js";
import { leastDelayMs, type Verdict, waitTurn } from "./verdict.js";

const mostAtOnce = 16;
/** Rows are looked for this often even when nobody calls. */
const lookAgainMs = 5_000;
/** A call may take long; rows whose time comes meanwhile are not to wait for it. */
const whileOnTheirWayMs = 250;
/** Slack is given so long to answer when the process is to end; what is not answered is read back by whoever is next. */
const stopMs = 4_000;
/** What was on its way to Slack when we left has arrived by then, or never will. */
const settleMs = 2_000;

/** The one writer to Slack. */
export interface Outbound {
  start(): void;
  /** Takes no more rows, waits a few seconds for those on their way and hands back the rest. */
  stop(): Promise<void>;
  /** How often the database did not know any more of a message that this process had posted. */
  divergences(): number;
  /** False: Slack does not answer, as far as the messages tell. */
  reachable(): boolean;
  /** Resolves when every row is shown or given up, or the writer is stopped. */
  idle(): Promise<void>;
}

/** What the writer is made of; `timers` and `nowMs` decide how long waiting takes. */
export interface OutboundDeps {
  client: WebClient;
  work: OutboxWork;
  surface: SurfaceRows;
  signal: OutboxSignal;
  /** Only goes forward: a clock that is set back would hold up edits and reactions by as much. */
  nowMs: () => number;
  log: Log;
  context: (item: OutboxItem) => Promise<OutboundContext>;
  /** The id of the direct message with a person; absent: their own id is used. */
  dmWith?: (userId: string) => Promise<string>;
  /** Hears of each row that Slack has, or that was given up; never throws. */
  onShown?: (item: OutboxItem) => Promise<void>;
  meter?: Meter;
  pace?: Pace;
  timers?: Timers;
}

/** Brings outbox rows to Slack: in order within a thread, at Slack's pace, each post once. */
export function createOutbound(deps: OutboundDeps): Outbound {
  const { work, log, nowMs } = deps;
  const timers = deps.timers ?? systemTimers;
  const budget = createBudget(deps.pace ?? slackPace, nowMs);
  const turn = createTurns(budget);
  const surface = rememberSurface(deps.surface, nowMs);
  const held = createHeldRows({
    work,
    onError: (error) => log.warn({ err: nameOf(error) }, "outbox: leases could not be renewed"),
  });
  const tools: SendTools = { ...deps, held, surface, budget, firstCall: createFirstCall() };
  const posts = rememberPosts(nowMs);
  let divergences = 0;
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

  /** What this process has posted itself, whatever the database says. */
  function remembered(row: DueRow): Verdict | null {
    const { item } = row;
    const post = row.ts === null ? posts.of(item.opKey) : null;
    if (!post) return null;
    if (post.isKept) {
      divergences += 1;
      deps.meter?.count("fermata_store_divergences_total");
      log.error({ opKey: item.opKey }, "the database has forgotten a message that Slack has");
    }
    const { ts, channel } = post;
    // Versions count anew where rows were lost: a message is brought up to date whatever it shows.
    const version = post.isKept && item.type === "message" ? 0 : post.version;
    return { do: "shown", version, ts, ...(channel === undefined ? {} : { channel }) };
  }

  /** Where nothing else arrives either, it is no trouble of this one's own. */
  function isInVain({ code, inVain }: Extract<Verdict, { do: "later" }>): boolean {
    return inVain === true && (isUpload(code) || !outage.isOn());
  }

  async function send(row: DueRow): Promise<Verdict> {
    const known = remembered(row);
    if (known) return known;
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
    held.begin(row);
    try {
      const verdict = await send(row);
      if (verdict.do === "lost") {
        log.info({ opKey }, "outbox: another writer has this row");
        // Where only its message came to be there meanwhile, the lease is still ours.
        const { unknownOutcome } = row;
        await work.later(row, 0, { code: "lost", unknownOutcome, countAttempt: false });
        return;
      }
      outage.heard(opKey, verdict);
      if (verdict.do === "later") {
        const { delayMs: soonMs, ...why } = { ...verdict, inVain: isInVain(verdict) };
        const delayMs = Math.max(soonMs, leastDelayMs(row));
        if (why.countAttempt) log.warn({ opKey, code: why.code, delayMs }, "Slack: later");
        await work.later(row, delayMs, why);
        return;
      }
      if (verdict.do === "dead") {
        log.error({ opKey, code: verdict.code }, "Slack: given up");
        await work.dead(row, verdict.code);
      } else {
        await report(row, verdict);
      }
      // fault: outbox.shown
      await deps.onShown?.(row.item);
    } catch (error) {
      // The row's lease runs out and it is taken again; a post is read back first.
      log.error({ opKey, err: nameOf(error) }, "outbox: a row could not be handled");
    } finally {
      held.end(row);
    }
  }

  async function report(row: DueRow, verdict: Extract<Verdict, { do: "shown" }>): Promise<void> {
    const { opKey, type } = row.item;
    const { version, ts, channel } = verdict;
    if (row.ts === null && isPosted.has(type)) posts.posted(opKey, { ts, version, channel });
    const kept = await work.shown(row, version, ts, type === "message" ? channel : undefined);
    const isTakenAway = ts !== null && kept.ts !== ts;
    // Also where the row is not there at all, as after a failover: whoever writes it again must post it again.
    if (isTakenAway) posts.forget(opKey);
    else posts.kept(opKey);
    if (kept.held && kept.ts === ts) return;
    log.info({ opKey, held: kept.held }, "outbox: another writer had this row too");
    if (isTakenAway) await removeFile(ts, tools);
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
        const rows = await work.takeDue(free, LEASE_MS);
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

  /** Whoever is next need not wait for our leases. */
  async function release(): Promise<void> {
    const rest = held.all();
    log.warn({ rows: rest.length }, "Slack did not answer in time: handed back");
    for (const { row, tried } of rest) {
      // One that was only looked for is as doubtful as before.
      const unknownOutcome = tried || row.unknownOutcome;
      const why = { code: "handed_back", unknownOutcome, countAttempt: false };
      await work.later(row, Math.max(settleMs, leastDelayMs(row)), why);
    }
  }

  function launch(row: DueRow): void {
    const one = handle(row).finally(() => {
      const wasFull = onTheirWay.size >= mostAtOnce;
      const hasFollowers = row.ts === null && hasPlace(row.item);
      onTheirWay.delete(one);
      // Rows that became due meanwhile are signalled; a full desk, one that is empty now, and one that may have held up
      // later messages of a thread, have to look.
      if (wasFull || hasFollowers || onTheirWay.size === 0) look();
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
      const over = async () => {
        while (looking !== null || onTheirWay.size > 0) await Promise.all([looking, ...onTheirWay]);
      };
      const late = Symbol("late");
      let cancel = () => undefined as void;
      const tooLate = new Promise<symbol>((resolve) => {
        cancel = systemTimers.after(stopMs, () => resolve(late));
      });
      if ((await Promise.race([over(), tooLate])) === late) await release();
      cancel();
      tellChanged();
    },
    reachable: () => !outage.isOn(),
    divergences: () => divergences,
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

/** What is there a second time if it is posted again. */
const isPosted: ReadonlySet<string> = new Set(["message", "ephemeral", "file"]);

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
