import { randomUUID } from "node:crypto";
import type { HumanCall } from "../../src/domain/human-call.js";
import type { Request } from "../../src/domain/request.js";
import type { Run } from "../../src/domain/run.js";
import type { OutboxItem } from "../../src/domain/outbox-item.js";
import { createStore, type Store } from "../../src/store/store.js";
import { openTestStore, type TestStore } from "./stores.js";

/** A migrated store of a suite's own. */
export interface RowsFixture {
  store: Store;
  pools: TestStore["pools"];
  /** Stores a request and its queued run; gives the run. */
  newRun(patch?: Partial<Run>): Promise<Run>;
  close(): Promise<void>;
}

const at = new Date("2026-11-20T13:02:00.000Z");

/** Opens a store of the kind and brings its schemas up to date. */
export async function openRows(kind: "embedded" | "postgres"): Promise<RowsFixture> {
  const test = await openTestStore(kind, "tables");
  const store = createStore({ pool: test.pools.pool, onError: () => undefined });
  return {
    store,
    pools: test.pools,
    async newRun(patch = {}) {
      const request = newRequest();
      const run = { ...newRunOf(request), ...patch };
      await store.transact(async (rows) => {
        await rows.requests.insertIfAbsent(request);
        await rows.runs.insert(run);
      });
      return run;
    },
    async close() {
      await store.close();
      await test.close();
    },
  };
}

let messages = 0;

/** A request nobody made before. */
export function newRequest(patch: Partial<Request> = {}): Request {
  messages += 1;
  const ts = `1795180000.${String(messages).padStart(6, "0")}`;
  return {
    id: `req_${randomUUID()}`,
    team: "T1",
    channel: "C1",
    threadTs: ts,
    messageTs: ts,
    userId: "UMAYA",
    via: "mention",
    isDm: false,
    text: "turn this thread into a brief",
    files: [{ id: "F1", name: "rota.csv", mimetype: "text/csv", sizeBytes: 12, url: "https://x" }],
    parentRunId: null,
    receivedAt: at,
    ...patch,
  };
}

/** A queued run of a request. */
export function newRunOf(request: Request): Run {
  return {
    id: `run_${randomUUID()}`,
    requestId: request.id,
    team: request.team,
    channel: request.channel,
    threadTs: request.threadTs,
    title: "",
    status: "queued",
    endReason: null,
    graphVersion: "1",
    token: 0,
    attempts: 0,
    stopBy: null,
    capUsd: 1,
    spentUsd: 0,
    reservedUsd: 0,
    workMs: 0,
    createdAt: at,
    endedAt: null,
  };
}

/** An open question of a run. */
export function newCall(runId: string, patch: Partial<HumanCall> = {}): HumanCall {
  return {
    id: `call_${randomUUID()}`,
    runId,
    taskId: null,
    status: "open",
    args: {
      fn: "choose",
      title: "Launch brief",
      question: "Which launch date is right?",
      options: [
        { label: "Tuesday 1 December", short: "Tue 1 December", evidence: [] },
        { label: "Thursday 3 December", short: "Thu 3 December", evidence: [] },
      ],
      suggestion: "",
      defaultIndex: null,
      noneLabel: "Neither",
    },
    asked: [{ id: "UMAYA", name: "Maya" }],
    others: [],
    channel: "C1",
    threadTs: "1795180000.000001",
    silence: "deny",
    openedAt: at,
    deadlineAt: new Date("2026-11-25T16:00:00.000Z"),
    remindAt: new Date("2026-11-24T09:00:00.000Z"),
    remindedAt: null,
    outcome: null,
    decidedBy: null,
    decidedAt: null,
    takenAt: null,
    reached: { people: [], place: "" },
    added: [],
    escalateAt: null,
    escalateTo: [],
    standIns: [],
    need: 1,
    tier: null,
    rule: "",
    excluded: [],
    ...patch,
  };
}

/** A message of one line under an op key. */
export function newMessage(opKey: string, text: string): Extract<OutboxItem, { type: "message" }> {
  return {
    type: "message",
    opKey,
    runId: null,
    channel: "C1",
    threadTs: null,
    shown: { kind: "line", text, detail: [], link: null },
    pings: [],
  };
}

/** `count` numbers from 0. */
export const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
