import { createHash } from "node:crypto";
import type { AgentIn, AgentOut, AgentRole } from "../../src/domain/agent-io.js";
import { PlannedTask } from "../../src/domain/task.js";
import { isOnDraft, plannedCall } from "../../src/humans/functions/registry.js";
import { fail } from "../../src/errors.js";
import type { PostOutcome, Ports, RequestInput, StepKey } from "../../graphs/ports.js";

type Scripts = { [R in AgentRole]: (input: AgentIn<R>, key: string) => AgentOut<R> };
type Recorded = Parameters<Ports["record"]>[1] & { key: string };

export const maya = { id: "UMAYA", name: "Maya" };
export const tom = { id: "UTOM", name: "Tom" };
export const priya = { id: "UPRIYA", name: "Priya" };

/** A run's input: two sources, nobody approves, room for everything. */
export function inputOf(runId: string, change: Partial<RequestInput> = {}): RequestInput {
  return {
    runId,
    goal: "Turn this thread into a launch brief",
    requester: maya,
    tz: "Europe/Berlin",
    sources: [
      { id: "thread", kind: "thread", label: "this thread" },
      { id: "link1", kind: "page", label: "acme.example/launch" },
    ],
    approval: { wanted: false, approvers: [], unresolved: [] },
    people: [maya, tom, priya],
    limits: { maxSteps: 60, maxTasks: 20, maxDraftRounds: 3 },
    ...change,
  };
}

/** A run whose draft Priya approves. */
export const withApproval: Partial<RequestInput> = {
  approval: { wanted: true, approvers: [priya], unresolved: [] },
};

/** A task as a plan states it. */
export function task(id: string, kind: PlannedTask["kind"], change: Partial<PlannedTask> = {}) {
  return PlannedTask.parse({ id, kind, title: `Task ${id}`, ...change });
}

const scripts: Scripts = {
  triage: () => ({
    path: "plan",
    title: "Launch brief",
    recurring: false,
    answer: "",
    questions: [],
  }),
  plan: (input) => ({
    tasks: input.sources.map((one, n) => task(`t${n + 1}`, "read", { source: one.id })),
    criteria: ["It names the date."],
    estimateMinutes: 2,
  }),
  research: (input) => ({
    summary: "1 fact",
    claims: [
      {
        topic: "launch date",
        text: `The launch is on ${input.document?.source.n === 2 ? "3" : "1"} December`,
        value: null,
        excerpt: "December",
        by: "Tom",
        date: null,
        sourceN: input.claims[0]?.sourceN ?? null,
      },
    ],
    missing: [],
  }),
  reconcile: () => ({ contradictions: [] }),
  draft: (input, key) => ({
    markdown: `**Launch brief** ${key}. ${input.claims.map((claim) => claim.text).join(". ")}. ${input.changes.join(" ")}`,
    changed: input.changes.length > 0 ? ["Shorter."] : [],
  }),
  check: () => ({
    statements: [
      { text: "The launch is on 1 December", supported: true, claimIds: ["t1.1"], note: "" },
    ],
    unmetCriteria: [],
    doubts: [],
    verdict: "pass",
    advice: [],
  }),
  schedule: (input) => ({ cron: "0 14 * * 5", goal: input.goal }),
};

/**
 * A house that only remembers: agents by script, each finished step kept by its key as the real one keeps it.
 * `crashAt` lets the nth use of any port fail as a lost process would, half of the times after its work was done.
 */
export function createHouse(change: Partial<Scripts> = {}) {
  const script = { ...scripts, ...change };
  const finished = new Map<string, unknown>();
  const artifacts = new Map<string, { title: string; body: string; digest: string }>();
  const runs: string[] = [];
  const inputs: { role: AgentRole; key: string; input: unknown }[] = [];
  const records: Recorded[] = [];
  const notes: { by: string; text: string }[] = [];
  const posts: Parameters<Ports["effects"]["post"]>[1][] = [];
  const house = {
    uses: 0,
    crashAt: 0,
    unreadable: new Set<string>(),
    budgetAt: "",
    capUsd: 1,
    cannotPost: "",
    refusePosts: [] as Exclude<PostOutcome, { ok: true }>[],
  };

  const use = async <T>(work: () => T): Promise<T> => {
    house.uses += 1;
    const crash = house.uses === house.crashAt;
    if (crash && house.crashAt % 2 === 0) throw new Error("crash");
    const result = work();
    if (crash) throw new Error("crash");
    return result;
  };
  const once = <T>(key: string, work: () => T): T => {
    if (!finished.has(key)) finished.set(key, work());
    return finished.get(key) as T;
  };
  const agent =
    <R extends AgentRole>(role: R) =>
    (step: StepKey, input: AgentIn<R>): Promise<AgentOut<R>> =>
      use(() =>
        once(`${step.runId} agent ${step.key}`, () => {
          if (step.key === house.budgetAt) throw fail("BUDGET_RUN");
          runs.push(step.key);
          inputs.push({ role, key: step.key, input: structuredClone(input) });
          return (script[role] as Scripts[R])(input, step.key);
        }),
      );
  const keep = (step: StepKey, title: string, body: string): { id: string; digest: string } =>
    once(`${step.runId} artifact ${step.key}`, () => {
      const digest = createHash("sha256").update(body).digest("hex");
      const id = `art_${step.runId}_${step.key}`;
      artifacts.set(id, { title, body, digest });
      return { id, digest };
    });

  const ports: Ports = {
    agents: {
      triage: agent("triage"),
      plan: agent("plan"),
      research: agent("research"),
      reconcile: agent("reconcile"),
      draft: agent("draft"),
      check: agent("check"),
      schedule: agent("schedule"),
    },
    sources: {
      read: (step, offer) =>
        use(() => {
          if (house.unreadable.has(offer.id))
            throw fail("FETCH_FAILED", { detail: "asks for a login" });
          const { id } = keep(step, offer.label, `Text of ${offer.label}. It is in December.`);
          const source = { kind: offer.kind, label: offer.label, url: null, note: "today" };
          return { artifactId: id, title: offer.label, source };
        }),
    },
    asks: { call: plannedCall, isOnDraft },
    artifacts: {
      save: (step, _kind, title, body) => use(() => keep(step, title, body)),
      load: (id) =>
        use(() => {
          const found = artifacts.get(id);
          if (!found) throw fail("NOT_FOUND");
          return found;
        }),
    },
    money: () => use(() => ({ capUsd: house.capUsd, stepUsd: 0.5 })),
    effects: {
      look: (_step, { channel }) =>
        use(() => ({ channelName: channel.toLowerCase(), reach: "", why: house.cannotPost })),
      post: (step, what) =>
        use(() =>
          once(`${step.runId} effect ${step.key}`, (): PostOutcome => {
            const refused = house.refusePosts.shift();
            if (refused) return refused;
            posts.push(what);
            return { ok: true };
          }),
        ),
    },
    notes: () => use(() => [...notes]),
    record: (step, entry) =>
      use(() => {
        once(`${step.runId} record ${step.key}`, () => records.push({ ...entry, key: step.key }));
      }),
    clock: { now: () => new Date("2026-11-20T13:02:00Z") },
  };
  const edit = (runId: string, body: string) => {
    const saved = keep({ runId, key: `edit ${body}` }, "edit", body);
    return { verb: "edit" as const, artifactId: saved.id, digest: saved.digest };
  };
  return { ports, house, posts, runs, inputs, records, notes, artifacts, edit };
}
export type House = ReturnType<typeof createHouse>;
