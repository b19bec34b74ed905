import { randomUUID } from "node:crypto";
import type { Store } from "../../src/store/store.js";
import { newCall } from "../contract/rows-fixture.js";

/** Whose Home it is, and how much there is in it. */
export interface HomeLoad {
  team: string;
  userId: string;
  runs: number;
  calls: number;
  /** How many of the calls ask the same, so that they can be decided together. */
  alike: number;
  schedules: number;
}

const states = ["completed", "completed", "failed", "cancelled", "waiting"] as const;
const startMs = Date.parse("2026-11-01T08:00:00Z");

/** Fills a store with one person's jobs, and with questions of other people's jobs that wait for this person. */
export async function fillHome(store: Store, load: HomeLoad): Promise<void> {
  for (let from = 0; from < load.runs; from += 50) {
    const to = Math.min(load.runs, from + 50);
    await store.transact(async (rows) => {
      for (let n = from; n < to; n += 1) await oneRun(rows, load, n, load.userId);
    });
  }
  await store.transact(async (rows) => {
    for (let n = 0; n < load.schedules; n += 1) await oneSchedule(rows, load, n);
  });
  for (let from = 0; from < load.calls; from += 50) {
    const to = Math.min(load.calls, from + 50);
    await store.transact(async (rows) => {
      for (let n = from; n < to; n += 1) {
        const runId = await oneRun(rows, load, load.runs + n, "U0OTHER001");
        await oneCall(rows, load, runId, n);
      }
    });
  }
}

/** One schedule of the owner, active or paused. */
async function oneSchedule(rows: Rows, load: HomeLoad, n: number): Promise<void> {
  const at = new Date(startMs + n * 60_000);
  await rows.schedules.insert({
    id: `sch_${randomUUID()}`,
    team: load.team,
    channel: "C0LAUNCH01",
    threadTs: null,
    readThreadTs: null,
    isDm: false,
    creatorId: load.userId,
    title: `Digest ${n}`,
    goal: "the decisions of yesterday",
    files: [],
    cron: "0 9 * * 1-5",
    tz: "Europe/Berlin",
    state: n % 3 === 0 ? "paused" : "active",
    pausedWhy: "",
    nextAt: n % 3 === 0 ? null : new Date("2100-01-01T09:00:00Z"),
    failures: 0,
    lastAt: at,
    lastCostUsd: 0.05,
    createdAt: at,
    confirmedAt: at,
  });
}

type Rows = Parameters<Parameters<Store["transact"]>[0]>[0];

async function oneRun(rows: Rows, load: HomeLoad, n: number, userId: string): Promise<string> {
  const ts = `17951${String(n).padStart(5, "0")}.000100`;
  const at = new Date(startMs + n * 60_000);
  const request = { id: `req_${randomUUID()}`, team: load.team, channel: "C0LAUNCH01" };
  const runId = `run_${randomUUID()}`;
  const status = userId === load.userId ? (states[n % states.length] ?? "completed") : "waiting";
  await rows.requests.insertIfAbsent({
    ...request,
    threadTs: ts,
    messageTs: ts,
    userId,
    via: "mention",
    isDm: false,
    text: "turn this thread into a brief",
    files: [],
    parentRunId: null,
    receivedAt: at,
  });
  await rows.runs.insert({
    id: runId,
    requestId: request.id,
    team: load.team,
    channel: request.channel,
    threadTs: ts,
    title: `Launch brief ${n}`,
    status,
    endReason: null,
    graphVersion: "1",
    token: 1,
    attempts: 0,
    stopBy: null,
    capUsd: 1,
    spentUsd: 0.11,
    reservedUsd: 0,
    workMs: 1000,
    createdAt: at,
    endedAt: status === "waiting" ? null : at,
  });
  await rows.tasks.put(runId, [
    { id: "t1", title: "Read this thread", state: "done", note: "9 facts" },
    { id: "t2", title: "Write the draft", state: "todo", note: "" },
  ]);
  return runId;
}

async function oneCall(rows: Rows, load: HomeLoad, runId: string, n: number): Promise<void> {
  const decider = { id: load.userId, name: "Maya" };
  const call = newCall(runId);
  if (call.args.fn !== "choose") throw new Error("The fixture's call is a choice.");
  await rows.calls.insertIfAbsent({
    ...call,
    args: { ...call.args, question: `Which launch date is right, ${n < load.alike ? "" : n}?` },
    alike: {
      risk: n % 7 === 0 && n >= load.alike ? "high" : "low",
      pattern: n < load.alike ? "alike" : `p${n}`,
      same: "",
    },
    // Half of them ask somebody else, and this person may decide too.
    asked: n % 2 === 0 ? [decider] : [{ id: "U0OTHER001", name: "Tom" }],
    others: n % 2 === 0 ? [] : [decider],
    openedAt: new Date(startMs + n * 60_000),
    deadlineAt: new Date(startMs + 90 * 24 * 60 * 60_000 + n * 60_000),
    remindAt: null,
  });
}
