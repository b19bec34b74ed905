import type { Clock } from "../clock.js";
import type { InboxRow } from "../domain/inbox.js";
import type { Alongside, Transact } from "../domain/transact.js";
import { type Presser, whisper } from "../delivery/whisper.js";
import { fail, hasCode } from "../errors.js";
import type { DecideInput, DecideOutcome } from "../humans/decide.js";
import type { Delegate, DelegateInput } from "../humans/delegate.js";
import type { StandingRules } from "../humans/standing-rules.js";
import type { Log } from "../log.js";
import type { Again, AgainInput } from "../runs/again.js";
import type { Stop } from "../runs/stop.js";
import type { TakeDownInput } from "../runs/post/take-down.js";
import type { Waker } from "../runs/ports.js";
import type { AnswerWhy } from "../runs/answer-why.js";
import type { ByReply } from "./by-reply.js";
import type { StartGoal, Started } from "./start-goal.js";
import type { IntakeRows } from "./ports.js";
import { HOLD_MS, whileHeld } from "./hold.js";
import { createTurns } from "./turns.js";
import type { UndoInput } from "./undo.js";

/** After this many tries a click is given up with a plain answer. */
const MAX_TRIES = 5;
/** A command waits for its root message as long as Slack is away: about an hour, by one try after each hold. */
const MAX_WAITS = 600;
/** How often, and how many times, a new command looks for its root message before the sweeper does. */
const ROOT_EVERY_MS = 200;
const ROOT_LOOKS = 15;
/** Clicks acted on at once: a burst must not hold up the commits for which Slack waits. */
const AT_ONCE = 4;

/** Makes the one place where committed clicks are acted on, by whoever is first. */
export function createHandleInbox(deps: {
  transact: Transact<IntakeRows>;
  decide: (input: DecideInput<IntakeRows>) => Promise<DecideOutcome>;
  stop: Pick<Stop<IntakeRows>, "act">;
  byReply: ByReply;
  undo: (input: UndoInput) => Promise<string | null>;
  takeDown: (input: TakeDownInput & Alongside<IntakeRows>) => Promise<void>;
  again: Again<IntakeRows>;
  resume: (input: AgainInput & Alongside<IntakeRows>) => Promise<string | null>;
  partial: (input: AgainInput & Alongside<IntakeRows>) => Promise<void>;
  feedback: (
    input: AgainInput & Alongside<IntakeRows> & { value: "good" | "bad" },
  ) => Promise<void>;
  why: AnswerWhy<IntakeRows>;
  rules: StandingRules<IntakeRows>;
  morning: (
    input: Presser & Alongside<IntakeRows> & { team: string; on: boolean },
  ) => Promise<void>;
  delegate: Pick<Delegate<IntakeRows>, "act">;
  remindMe: (input: DelegateInput & Alongside<IntakeRows>) => Promise<void>;
  startGoal: StartGoal;
  /** Makes and changes schedules; gives a run to wake. */
  schedules: (
    input: Presser & {
      team: string;
      body: Extract<InboxRow["body"], { kind: `schedule_${string}` }>;
      alongside: (rows: IntakeRows) => Promise<void>;
    },
  ) => Promise<{ runId: string | null }>;
  waker: Waker;
  clock: Clock;
  log: Log;
}): (id: string) => Promise<void> {
  const inTurn = createTurns(AT_ONCE);
  return (id) => inTurn(() => handle(id));

  async function handle(id: string): Promise<void> {
    const row = await deps.transact(async (rows) => {
      const taken = await rows.inbox.take(id, HOLD_MS);
      if (!taken) return null;
      const most = taken.body.kind === "goal" ? MAX_WAITS : MAX_TRIES;
      return taken.attempts > most ? giveUp(rows, taken) : taken;
    });
    if (!row) return;
    const runId = await whileHeld(
      () => actOnce(row),
      () => deps.transact((rows) => rows.inbox.hold(row.id, HOLD_MS)),
      (error) => deps.log.warn({ inbox: row.id, error: nameOf(error) }, "click not held"),
    );
    if (runId === null) return;
    // The sweeper repairs a wake that gets lost.
    await deps.waker.wake(runId).catch((error: unknown) => {
      deps.log.warn({ run: runId, error: nameOf(error) }, "wake failed");
    });
  }

  /** The run to wake, or null. */
  async function actOnce(row: InboxRow): Promise<string | null> {
    // We may have stood still since, and the sweeper of another process may have taken it: one press, one effect.
    const once = async (rows: IntakeRows) => {
      if (!(await rows.inbox.markHandled(row.id, deps.clock.now()))) throw fail("CLICK_HANDLED");
    };
    const attempt = async (): Promise<Started> => {
      try {
        return await act(deps, row, once);
      } catch (error) {
        // Whoever did it wakes the run, too.
        if (hasCode(error, "CLICK_HANDLED")) return { runId: null };
        // An outage is not the click's fault: it keeps its tries and is done when Slack is back.
        if (hasCode(error, "SLACK_UNREACHABLE")) {
          await deps.transact((rows) => rows.inbox.giveBack(row.id));
        }
        throw error;
      }
    };
    let acted = await attempt();
    for (let looks = 0; acted === "later" && row.attempts === 1 && looks < ROOT_LOOKS; looks += 1) {
      await new Promise((resolve) => setTimeout(resolve, ROOT_EVERY_MS).unref());
      acted = await attempt();
    }
    return acted === "later" ? null : acted.runId;
  }

  async function giveUp(rows: IntakeRows, row: InboxRow): Promise<null> {
    deps.log.error({ inbox: row.id, kind: row.body.kind }, "click given up");
    await whisper(
      rows,
      { key: row.id, channel: row.channel, threadTs: row.threadTs, userId: row.actor },
      "That did not work, and nothing was changed. Please try once more.",
    );
    await rows.inbox.markHandled(row.id, deps.clock.now());
    return null;
  }
}

async function act(
  deps: Parameters<typeof createHandleInbox>[0],
  row: InboxRow,
  alongside: (rows: IntakeRows) => Promise<void>,
): Promise<Started> {
  const who = {
    key: row.id,
    team: row.team,
    actor: row.actor,
    channel: row.channel,
    threadTs: row.threadTs,
    alongside,
  };
  const { body } = row;
  switch (body.kind) {
    case "decide": {
      const outcome = await deps.decide({ ...who, ...body });
      // fault: decision.committed
      if (outcome.kind === "decided") await offered(deps, body.callId);
      return { runId: outcome.kind === "decided" ? outcome.runId : null };
    }
    case "reply":
      return { runId: await deps.byReply.answer({ ...who, ...body }) };
    case "send_back":
      return { runId: await deps.byReply.sendBack({ ...who, ...body }) };
    case "stop":
      return { runId: (await deps.stop.act({ ...who, runId: body.runId })) ? body.runId : null };
    case "undo":
      return { runId: await deps.undo({ ...who, runId: body.runId }) };
    case "takedown":
      await deps.takeDown({ ...who, runId: body.runId });
      return { runId: null };
    case "retry":
      return { runId: await deps.again.retry({ ...who, runId: body.runId }) };
    case "resume":
      return { runId: await deps.resume({ ...who, runId: body.runId }) };
    case "partial":
      await deps.partial({ ...who, runId: body.runId });
      return { runId: null };
    case "feedback":
      await deps.feedback({ ...who, runId: body.runId, value: body.value });
      return { runId: null };
    case "redo":
      return { runId: await deps.again.redo({ ...who, runId: body.runId, note: body.note }) };
    case "restart":
      return { runId: await deps.again.restart({ ...who, runId: body.runId }) };
    case "ask_again":
      return { runId: await deps.again.askAgain({ ...who, runId: body.runId }) };
    case "why_run":
      await deps.why.run({ ...who, runId: body.runId });
      return { runId: null };
    case "why_call":
      await deps.why.call({ ...who, callId: body.callId });
      return { runId: null };
    case "delegate":
      await deps.delegate.act({ ...who, callId: body.callId, userId: body.userId });
      return { runId: null };
    case "rule_answer":
      await deps.rules.answer({ ...who, ruleId: body.ruleId, yes: body.yes });
      return { runId: null };
    case "rule_revoke":
      await deps.rules.revoke({ ...who, ruleId: body.ruleId });
      return { runId: null };
    case "morning":
      await deps.morning({ ...who, on: body.on });
      return { runId: null };
    case "remind":
      await deps.remindMe({ ...who, callId: body.callId });
      return { runId: null };
    case "schedule_new":
    case "schedule_act":
    case "schedule_change":
    case "schedule_list":
      return deps.schedules({ ...who, body });
    case "goal":
      return deps.startGoal({ ...who, text: body.text, threadTs: body.threadTs });
  }
}

/** What is decided is decided: an offer that cannot be made is made after the next answer. */
async function offered(
  deps: Parameters<typeof createHandleInbox>[0],
  callId: string,
): Promise<void> {
  await deps.rules.offer(callId).catch((error: unknown) => {
    deps.log.warn({ error: nameOf(error) }, "no rule offered");
  });
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "?");
