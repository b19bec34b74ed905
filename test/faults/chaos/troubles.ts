import { setTimeout as wait } from "node:timers/promises";
import type { FaultKind } from "../../../playground/workspace/faults.js";
import { LEASE_MS as RUN_LEASE_MS } from "../../../src/runs/lease.js";
import { LEASE_MS as OUTBOX_LEASE_MS } from "../../../src/slack/outbound/held-rows.js";
import type { ModelFault } from "../harness/fault-model.js";
import type { FaultProcess } from "../harness/processes.js";
import type { Stage } from "../harness/stage.js";

/** What is done to the house at random. */
export type Trouble =
  | "kill worker"
  | "kill bot"
  | "kill workers"
  | "kill bots"
  | "stop worker"
  | "stop bot"
  | "redis flush"
  | "redis restart"
  | "postgres restart";

/** One trouble as it happened. */
export interface TroubleDone {
  what: Trouble;
  /** Milliseconds of the machine's clock. */
  atMs: number;
}

/** Makes trouble until it is told to stop. */
export interface Troubles {
  done: TroubleDone[];
  /** Whether there is a kind that has not happened yet. */
  isMissingOne(): boolean;
  /** Resolves when the last one is over. */
  stop(): Promise<void>;
}

/** How often each happens, of all. */
const weights: Record<Trouble, number> = {
  "kill worker": 8,
  "kill bot": 8,
  "kill workers": 2,
  "kill bots": 2,
  "stop worker": 3,
  "stop bot": 3,
  "redis flush": 3,
  "redis restart": 2,
  "postgres restart": 2,
};
/** Longer than both leases: whoever wakes finds that others have its work. */
const STOP_MS = { least: Math.max(RUN_LEASE_MS, OUTBOX_LEASE_MS) + 1_000, more: 4_000 };
/** Between two troubles: harsh, and yet most of what one breaks is mended before the next. */
const PAUSE_MS = { least: 2_000, more: 7_000 };

/** Of the model's answers: right ones that come late. */
const SLOW_SHARE = 0.01;

/** Starts to make trouble at moments, of kinds and to processes that `random` gives. */
export function startTroubles(
  stage: Stage,
  random: () => number,
  options: { only?: readonly Trouble[]; pauseMs?: { least: number; more: number } } = {},
): Troubles {
  const done: TroubleDone[] = [];
  const pauseMs = options.pauseMs ?? PAUSE_MS;
  const busy = new Set<FaultProcess>();
  const going = new Set<Promise<void>>();
  const over = new AbortController();
  // All kinds first, so that the shortest run has each of them.
  const first = shuffled(options.only ?? (Object.keys(weights) as Trouble[]), random);

  const acts: Record<Trouble, () => Promise<void> | undefined> = {
    "kill worker": () => toOne(stage.workers, killed),
    "kill bot": () => toOne(stage.bots, killed),
    "kill workers": () => toAll(stage.workers),
    "kill bots": () => toAll(stage.bots),
    "stop worker": () => toOne(stage.workers, stopped),
    "stop bot": () => toOne(stage.bots, stopped),
    "redis flush": () => stage.redis?.flush(),
    "redis restart": () => stage.redis?.restart(),
    async "postgres restart"() {
      await stage.postgres?.stop("immediate");
      await stage.postgres?.start();
    },
  };

  /** All of one role at once: nobody is left to take over until one of them is back. */
  function toAll(all: FaultProcess[]): Promise<void> | undefined {
    if (all.some((one) => busy.has(one) || !one.running())) return undefined;
    for (const one of all) busy.add(one);
    const each = all.map((one) => killed(one).finally(() => busy.delete(one)));
    return Promise.all(each).then(() => undefined);
  }

  /** Nothing where one of them is down already: then somebody is there to take over what the next one holds. */
  function toOne(
    among: FaultProcess[],
    act: (one: FaultProcess) => Promise<void>,
  ): Promise<void> | undefined {
    const one = among[Math.floor(random() * among.length)];
    if (!one?.running() || among.some((other) => busy.has(other))) return undefined;
    busy.add(one);
    return act(one).finally(() => busy.delete(one));
  }

  async function killed(one: FaultProcess): Promise<void> {
    const pause = 200 + random() * 1_300;
    await one.kill();
    await wait(pause);
    // While the database is away it may end again; whoever keeps it alive starts it once more.
    await one.start().catch(() => undefined);
  }

  async function stopped(one: FaultProcess): Promise<void> {
    const ms = STOP_MS.least + random() * STOP_MS.more;
    one.freeze();
    await wait(ms);
    one.thaw();
  }

  async function run(): Promise<void> {
    while (!over.signal.aborted) {
      const pause = pauseMs.least + random() * pauseMs.more;
      await wait(pause, undefined, { signal: over.signal }).catch(() => undefined);
      if (over.signal.aborted) return;
      const what = first[0] ?? weighted(options.only, random);
      const atMs = Date.now();
      const act = acts[what]()?.finally(() => going.delete(act!));
      if (!act) continue;
      if (first[0] === what) first.shift();
      done.push({ what, atMs });
      going.add(act);
      // The servers come back before anything else is done to them.
      if (what.startsWith("redis") || what.startsWith("postgres")) await act;
    }
  }

  const running = run();
  return {
    done,
    isMissingOne: () => first.length > 0,
    async stop() {
      over.abort();
      await running;
      await Promise.all(going);
    },
  };
}

/** Slack and the model fail this share of all calls, in all their ways together; a slow answer is none of them. */
export function failCalls(stage: Stage, share: number, seed: number): void {
  const slack: FaultKind[] = ["429", "500", "html", "timeout", "drop-after-accept"];
  for (const [n, kind] of slack.entries()) {
    stage.workspace.faults.add({
      method: "*",
      kind,
      probability: share / slack.length,
      seed: seed * 100 + n,
    });
  }
  const model: ModelFault[] = [
    { kind: "status", status: 429, retryAfterS: 1 },
    { kind: "status", status: 500 },
    { kind: "reset" },
    { kind: "cut" },
    { kind: "html" },
    { kind: "bad-json" },
  ];
  for (const [n, fault] of model.entries()) {
    stage.model.plan({ fault, probability: share / model.length, seed: seed * 100 + 50 + n });
  }
  const slow = { kind: "slow", ms: 3_000 } as const;
  stage.model.plan({ fault: slow, probability: SLOW_SHARE, seed: seed * 100 + 90 });
}

function weighted(only: readonly Trouble[] | undefined, random: () => number): Trouble {
  const all = (Object.keys(weights) as Trouble[]).filter((one) => !only || only.includes(one));
  let left = random() * all.reduce((sum, one) => sum + weights[one], 0);
  return all.find((one) => (left -= weights[one]) < 0) ?? all[0]!;
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map((one) => ({ one, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
