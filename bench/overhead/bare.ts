import { createHash } from "node:crypto";
import { PostgresSaver } from "@langchain/langgraph-checkpoint-postgres";
import type { Ports, RequestInput } from "../../graphs/ports.js";
import { buildRequestGraph } from "../../graphs/request/v1.js";
import { CHECKPOINT_SCHEMA } from "../../src/store/checkpoints/checkpoint-schema.js";
import { migrate } from "../../src/store/migrate.js";
import { migrations } from "../../src/store/migrations/index.js";
import { openPools } from "../../src/store/open-store-pool.js";
import { storyScripts } from "../../test/support/story-scripts.js";
import { meterThisProcess } from "./meter.js";
import { timeRuns, type Timed } from "./time-runs.js";

/** The request graph alone on a store: ports that only remember, the library's own checkpointer, durability sync. */
export async function timeBare(
  store: { databaseUrl: string | undefined; dataDir: string },
  runs: number,
): Promise<Timed> {
  const pools = await openPools({ ...store, onError: (error) => console.error(error.message) });
  try {
    await migrate(pools, migrations);
    const saver = new PostgresSaver(
      pools.pool as unknown as ConstructorParameters<typeof PostgresSaver>[0],
      undefined,
      {
        schema: CHECKPOINT_SCHEMA,
      },
    );
    const meter = meterThisProcess();
    return await timeRuns(runs, meter, async (n) => {
      const input = inputOf(`run_bare_${n}`);
      const state = await buildRequestGraph(rememberingPorts(), saver).invoke(
        { input },
        { configurable: { thread_id: input.runId }, durability: "sync", recursionLimit: 200 },
      );
      if (state.ending?.kind !== "delivered") throw new Error("The bare run was not delivered.");
    });
  } finally {
    await pools.close();
  }
}

const maya = { id: "UMAYA", name: "Maya" };

function inputOf(runId: string): RequestInput {
  return {
    runId,
    goal: "turn this thread into a one-page launch brief",
    requester: maya,
    tz: "Europe/Berlin",
    sources: [{ id: "thread", kind: "thread", label: "this thread" }],
    approval: { wanted: false, approvers: [], unresolved: [] },
    people: [maya],
    limits: { maxSteps: 150, maxTasks: 20, maxDraftRounds: 3 },
  };
}

function rememberingPorts(): Ports {
  const kept = new Map<string, { title: string; body: string; digest: string }>();
  const scripts = storyScripts() as Record<string, (input: unknown) => unknown>;
  const agent = (role: string) => async (_step: unknown, input: unknown) => scripts[role]?.(input);
  const save = (title: string, body: string) => {
    const id = `art_${kept.size}`;
    const digest = createHash("sha256").update(body).digest("hex");
    kept.set(id, { title, body, digest });
    return { id, digest };
  };
  return {
    agents: {
      triage: agent("triage"),
      plan: agent("plan"),
      research: agent("research"),
      reconcile: agent("reconcile"),
      draft: agent("draft"),
      check: agent("check"),
    } as Ports["agents"],
    money: async () => ({ capUsd: 1, stepUsd: 0.5 }),
    sources: {
      read: async (_step, offer) => ({
        artifactId: save(offer.label, "Atlas launches on Tuesday, says everybody in this thread.")
          .id,
        title: offer.label,
        source: { kind: offer.kind, label: offer.label, url: null, note: "" },
      }),
    },
    asks: { call: () => null, isOnDraft: () => false },
    artifacts: {
      save: async (_step, _kind, title, body) => save(title, body),
      load: async (id) => {
        const found = kept.get(id);
        if (!found) throw new Error("Nothing is kept under this id.");
        return found;
      },
    },
    effects: {
      look: async () => ({ channelName: "", reach: "", why: "" }),
      post: async () => ({ ok: true }),
    },
    notes: async () => [],
    record: async () => undefined,
    clock: { now: () => new Date() },
  };
}
