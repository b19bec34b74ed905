import type { CallArgs, HumanCall } from "../../src/domain/human-call.js";
import type { Named, Person } from "../../src/domain/person.js";
import type { Vote } from "../../src/domain/vote.js";
import type { Authoriser } from "../../src/humans/authorise.js";
import { createAway } from "../../src/humans/away.js";
import { callRule } from "../../src/humans/call-rule.js";
import { createDecide } from "../../src/humans/decide.js";
import { createDelegate } from "../../src/humans/delegate.js";
import { createEscalations } from "../../src/humans/escalations.js";
import { createMayStillDecide } from "../../src/humans/may-still-decide.js";
import { openCall } from "../../src/humans/open.js";
import { expireCalls, remindCalls } from "../../src/humans/time-out.js";
import type { LedgerEntry } from "../../src/ledger/ports.js";
import type { Called } from "../../src/policy/evaluation.js";
import { createStore } from "../../src/store/store.js";
import { type HandClock, handClock } from "../support/hand-clock.js";
import { openRows, type RowsFixture } from "./rows-fixture.js";

const MINUTE_MS = 60_000;
const START_MS = Date.parse("2026-11-20T13:00:00Z");
const hours = { from: 9, to: 17 };
const tom = { id: "UTOM", name: "Tom" };
const priya = { id: "UPRIYA", name: "Priya" };
/** Switched off after half of the time. */
const gwen = { id: "UGWEN", name: "Gwen" };
const leo = { id: "ULEO", name: "Leo" };
/** Who is asked besides at 80 minutes. */
const next = { id: "UMAYA2", name: "Nora" };
const everybody = [gwen, tom, priya, leo, next, { id: "UMAYA", name: "Maya" }];

/** One row of the table: what silence does, how many say yes, when they do, and whether it was handed on. */
export interface Cell {
  name: string;
  silence: "deny" | "default" | "wait";
  need: 1 | 2;
  when: "early" | "reminded" | "escalated" | "half" | "left" | "never";
  delegation: "no" | "away" | "asked";
  /** Who answers, in order; the one who stands in, or was asked besides, is the first. */
  answers: Named[];
}

/** Every combination that there can be: a question that goes on by itself is answered by one, and never by half. */
export const cells: Cell[] = (["deny", "default", "wait"] as const).flatMap((silence) =>
  ([1, 2] as const).flatMap((need) =>
    (["early", "reminded", "escalated", "half", "left", "never"] as const).flatMap((when) =>
      (["no", "away", "asked"] as const).flatMap((delegation): Cell[] => {
        if (silence === "default" && need === 2) return [];
        if ((when === "half" || when === "left") && need === 1) return [];
        if (when === "left" && delegation !== "no") return [];
        const name = `silence ${silence}, ${need} must say yes, answered ${when}, handed on ${delegation}`;
        const first = when === "left" ? gwen : delegation === "asked" ? leo : tom;
        return [{ name, silence, need, when, delegation, answers: [first, priya] }];
      }),
    ),
  ),
);

/** The whole table over one store, moved by hand. */
export interface Table {
  /** Moves the clock to so many minutes after the calls were opened; another house does what is due then, twice. */
  stepTo(minute: number): Promise<void>;
  found(
    cell: Cell,
  ): Promise<{ call: HumanCall; facts: LedgerEntry[]; outbox: string[]; votes: Vote[] }>;
  close(): Promise<void>;
}

/** Opens a call for every cell, by a rule of a hundred minutes. */
export async function openTable(kind: "embedded" | "postgres"): Promise<Table> {
  const fixture = await openRows(kind);
  const clock = handClock("2026-11-20T13:00:00Z");
  const ids = new Map<string, string>();
  const { store } = fixture;
  for (const cell of cells) ids.set(cell.name, await openCell(fixture, clock, cell));
  const idOf = (cell: Cell) => ids.get(cell.name) ?? "";
  await fixture.pools.pool.query(
    `update fermata.outbox set ts = '1.1', state = 'shown', shown_at = now(), shown_version = version`,
  );
  for (const cell of cells) await house(fixture, clock).away.seen(idOf(cell));

  return {
    async stepTo(minute) {
      clock.forward(START_MS + minute * MINUTE_MS - clock.now().getTime());
      for (const cell of cells) await pressAt(fixture, clock, { cell, callId: idOf(cell), minute });
      // What is due is done by a house that knows only the rows, and again by the one after it.
      await house(fixture, clock).pass();
      await house(fixture, clock).pass();
    },
    async found(cell) {
      const call = await store.read.calls.get(idOf(cell));
      if (!call) throw new Error(`There is no call for ${cell.name}.`);
      const { rows } = await fixture.pools.pool.query(
        `select op_key from fermata.outbox where run_id = $1`,
        [call.runId],
      );
      return {
        call,
        facts: await store.read.ledger.list(`run:${call.runId}`),
        outbox: (rows as { op_key: string }[]).map((row) => row.op_key),
        votes: await store.transact((all) => all.votes.ofCall(call.id)),
      };
    },
    close: () => fixture.close(),
  };
}

/** The parts of a house that was started just now: they know nothing but the rows. */
function house(fixture: RowsFixture, clock: HandClock) {
  const store = createStore({ pool: fixture.pools.pool, onError: () => undefined });
  const { transact } = store;
  const ask = async (_team: string, id: string) => {
    const person = personOf(everybody.find((one) => one.id === id) ?? { id, name: id });
    const isHalf = clock.now().getTime() >= START_MS + 50 * MINUTE_MS;
    person.isDeactivated = id === gwen.id && isHalf;
    await transact((rows) => rows.people.put(person));
    return person;
  };
  const authoriser: Authoriser = { person: ask, personLately: ask, personNow: ask };
  const members = new Set(everybody.map((one) => one.id));
  const plan = { place: "", kind: "public" as const, isRestricted: false, sources: [], members };
  const reach = async () => plan;
  const escalate = createEscalations({ transact, reach, clock });
  return {
    away: createAway({ transact, slackReachable: () => true, clock, sleeps: false }),
    decide: createDecide({
      transact,
      authoriser,
      mayStill: createMayStillDecide({
        authoriser,
        rules: async () => ({ allow: true, rule: "no_rule" }),
      }),
      channels: { facts: async () => null },
      files: { info: async () => null },
      policyVersion: "p1",
      clock,
    }),
    delegate: createDelegate({
      transact,
      authoriser,
      reach,
      mayAlso: async () => ({ allow: true, rule: "test" }),
      clock,
    }),
    async pass() {
      const now = clock.now();
      await transact((rows) => remindCalls(rows, now, 1_000, hours));
      await escalate(1_000);
      await transact((rows) => expireCalls(rows, now, 1_000));
    },
  };
}

/** What people do about a cell at this minute; each press goes to a house of its own, and the first one twice. */
async function pressAt(
  fixture: RowsFixture,
  clock: HandClock,
  { cell, callId, minute }: { cell: Cell; callId: string; minute: number },
): Promise<void> {
  const place = { team: "T1", channel: "C1", threadTs: "1795180000.000001" };
  if (cell.delegation === "asked" && minute === 10) {
    const handOn = { callId, actor: tom.id, userId: leo.id, key: `${callId}:hand`, ...place };
    await house(fixture, clock).delegate.act(handOn);
    await house(fixture, clock).delegate.act(handOn);
  }
  const at = { early: 10, reminded: 60, escalated: 90, half: 60, left: 10, never: -1 }[cell.when];
  const isLate = cell.when === "left" && minute === 60;
  if (at !== minute && !isLate) return;
  const verb = cell.silence === "default" ? "choose.2" : "approve";
  const [first, second] = cell.answers;
  const isAlone = cell.need === 1 || cell.when === "half" || (cell.when === "left" && !isLate);
  for (const who of isLate ? [second] : [first, first, ...(isAlone ? [] : [second])]) {
    if (!who) continue;
    // Who said it first is told first.
    clock.forward(1);
    const press = { callId, verb, values: {}, actor: who.id, key: `${callId}:${who.id}`, ...place };
    await house(fixture, clock).decide(press);
  }
}

async function openCell(fixture: RowsFixture, clock: HandClock, cell: Cell): Promise<string> {
  const run = await fixture.newRun();
  const id = `call_${run.id}`;
  const said = saidOf(cell);
  await fixture.store.transact(async (rows) => {
    for (const one of everybody) await rows.people.put(personOf(one));
    const brief = await rows.runs.summary(run.id);
    if (!brief) throw new Error("There is no run.");
    const asked = said.ask.map((one) => ({ id: one.id, name: one.name }));
    await openCall(
      rows,
      brief,
      { id, taskId: null, args: argsOf(cell), asked },
      {
        others: said.others,
        now: clock.now(),
        waiting: {
          approveWorkingDays: 3,
          questionMinutes: 60,
          workingHours: hours,
          undoSeconds: 10,
        },
        practice: false,
        spent: { spentUsd: 0, isUpperBound: false },
        reach: {
          place: "",
          kind: "public",
          isRestricted: false,
          sources: [],
          members: new Set(everybody.map((one) => one.id)),
        },
        ruled: [],
        escalation: null,
        ruleOf: () => callRule(said),
      },
    );
  });
  return id;
}

function saidOf(cell: Cell): Called {
  const away = { ...tom, standsInFor: { ...priya, untilDay: "2027-01-05" } };
  return {
    kind: "call",
    tier: cell.need > 1 ? "several" : "one",
    rule: { name: "announcements", says: "announcements need an OK", isBuiltIn: false },
    policyVersion: "p1",
    ask: cell.delegation === "away" ? [away] : cell.when === "left" ? [gwen, tom] : [tom],
    // Whoever is away may decide all the same: opening the call adds them.
    others: cell.delegation === "away" ? [] : [priya],
    need: cell.need,
    excluded: ["UMAYA"],
    namedDecide: false,
    leftOut: [],
    filledFrom: null,
    silence: cell.silence,
    wait: { minutes: 100 },
    remindAt: 0.5,
    escalate: { at: 0.8, to: [next] },
    undoSeconds: 0,
  };
}

function argsOf(cell: Cell): CallArgs {
  if (cell.silence === "default")
    return {
      fn: "choose",
      title: "Launch brief",
      question: "Which launch date is right?",
      options: [
        { label: "Tuesday 1 December", short: "Tue 1 December", evidence: [] },
        { label: "Thursday 3 December", short: "Thu 3 December", evidence: [] },
      ],
      suggestion: "",
      defaultIndex: 1,
      noneLabel: "Neither",
    };
  return {
    fn: "approve",
    title: "Launch brief",
    artifactId: "art_1",
    digest: "d1",
    excerpt: "We launch on Tuesday.",
    checked: "",
    doubts: [],
    changedSince: [],
    objections: [],
    editedBy: null,
    round: 1,
    maxRounds: 3,
  };
}

function personOf({ id, name }: Named): Person {
  return {
    team: "T1",
    id,
    name,
    tz: "Europe/Berlin",
    isBot: false,
    isGuest: false,
    isStranger: false,
    isDeactivated: false,
    isAdmin: false,
    fetchedAt: new Date("2026-11-20T13:00:00Z"),
  };
}
