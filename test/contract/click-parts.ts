import { colleague } from "../support/colleague.js";
import type { Clock } from "../../src/clock.js";
import type { InboxBody } from "../../src/domain/inbox.js";
import { newId } from "../../src/domain/ids.js";
import type { Person } from "../../src/domain/person.js";
import { createDecide } from "../../src/humans/decide.js";
import { createDelegate } from "../../src/humans/delegate.js";
import { createMayStillDecide } from "../../src/humans/may-still-decide.js";
import { createMornings } from "../../src/humans/mornings.js";
import { createRemindMe } from "../../src/humans/remind-me.js";
import { createStandingRules } from "../../src/humans/standing-rules.js";
import { createByReply } from "../../src/intake/by-reply.js";
import { createHandleInbox } from "../../src/intake/handle-inbox.js";
import { createStartGoal } from "../../src/intake/start-goal.js";
import { createUndo } from "../../src/intake/undo.js";
import { silentLog } from "../../src/log.js";
import { createAgain } from "../../src/runs/again.js";
import { createAnswerWhy } from "../../src/runs/answer-why.js";
import { createPartial } from "../../src/runs/end/partial.js";
import { createFeedback } from "../../src/runs/feedback.js";
import { createTakeDown } from "../../src/runs/post/take-down.js";
import { createResume } from "../../src/runs/resume.js";
import { createStop } from "../../src/runs/stop.js";
import { createActOnSchedule } from "../../src/schedules/act.js";
import type { RowsFixture } from "./rows-fixture.js";

/**
 * A process that acts on clicks: everything it needs over one store. `given` replaces how it takes them, and what
 * happens while Slack is asked who somebody is.
 */
export function clickHandler(
  { store }: RowsFixture,
  clock: Clock,
  given: { transact?: RowsFixture["store"]["transact"]; askSlack?: () => Promise<void> } = {},
): (id: string) => Promise<void> {
  const { transact } = store;
  const person = async (team: string, id: string): Promise<Person> => {
    await given.askSlack?.();
    return colleague(team, id, clock.now());
  };
  const authoriser = { person, personLately: person, personNow: person };
  const policy = { approvers: [], admins: [] };
  const settings = { graphVersion: "1", capUsd: 1 };
  const channels = { facts: async () => null };
  const allow = async () => ({ allow: true as const, rule: "test" as const });
  const plan = { place: "", kind: "public" as const, isRestricted: false, sources: [] };
  const decide = createDecide({
    transact,
    authoriser,
    mayStill: createMayStillDecide({ authoriser, rules: allow }),
    channels,
    files: { info: async () => null },
    policyVersion: "p1",
    clock,
  });
  return createHandleInbox({
    transact: given.transact ?? transact,
    decide,
    stop: createStop({ transact, authoriser, policy, clock }),
    byReply: createByReply({ transact, decide }),
    undo: createUndo({ transact, decide, clock }),
    takeDown: createTakeDown({ transact, authoriser, clock }),
    again: createAgain({ transact, authoriser, clock, settings }),
    resume: createResume({ transact, authoriser, policy, clock }),
    partial: createPartial({
      transact,
      authoriser,
      allCanRead: async () => true,
      clock,
      practice: false,
      splitResult: (text) => [text],
    }),
    feedback: createFeedback({ transact, authoriser, clock }),
    why: createAnswerWhy({ transact, authoriser, clock }),
    rules: createStandingRules({
      transact,
      authoriser,
      channels,
      policyVersion: "p1",
      settings: { offerAfter: 0, days: 30 },
      clock,
    }),
    morning: createMornings({ transact, authoriser, clock }),
    delegate: createDelegate({
      transact,
      authoriser,
      reach: async () => ({ ...plan, members: new Set(["UMAYA", "ULEO"]) }),
      mayAlso: allow,
      clock,
    }),
    remindMe: createRemindMe({ transact, authoriser, clock }),
    startGoal: createStartGoal({ transact, authoriser, clock, settings }),
    schedules: createActOnSchedule({
      transact,
      authoriser,
      policy,
      clock,
      settings,
      changed: () => undefined,
    }),
    waker: { wake: async () => undefined },
    clock,
    log: silentLog,
  });
}

/** Somebody presses: the row as it is committed before Slack is told. */
export async function pressed({ store }: RowsFixture, body: InboxBody, at: Date): Promise<string> {
  const id = newId("inb");
  const who = { team: "T1", actor: "UMAYA", channel: "C1", threadTs: null };
  const row = { id, dedupeKey: id, ...who, body, receivedAt: at, handledAt: null, attempts: 0 };
  await store.transact((rows) => rows.inbox.insertIfAbsent(row));
  return id;
}
