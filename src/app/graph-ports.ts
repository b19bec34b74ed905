import { createHash } from "node:crypto";
import type { Ports } from "../../graphs/ports.js";
import type { BoundAgents } from "../agents/create-agents.js";
import type { Clock } from "../clock.js";
import { newId } from "../domain/ids.js";
import { storable } from "../domain/storable-text.js";
import { fail } from "../errors.js";
import { isDirect } from "../delivery/run-brief.js";
import { type KeptInput, readKept } from "../runs/begin/begin.js";
import { createNotes, createRecord } from "../runs/record.js";
import type { GraphLease } from "../runs/version/ports.js";
import { isOnDraft, plannedCall } from "../humans/functions/registry.js";
import type { Files } from "../humans/ports.js";
import { createLoadGiven } from "./load-given.js";
import type { Store } from "../store/store.js";
import { createSources, type SourcesDeps } from "../tools/create-sources.js";

/** What the graphs' ports are bound to. */
export interface GraphPortsDeps {
  store: Store;
  agents: BoundAgents;
  /** What a run that has used its money may be given more at a time, in US dollars. */
  stepUsd: number;
  sources: Omit<
    SourcesDeps,
    "artifacts" | "countRead" | "loadRequest" | "loadResult" | "loadGiven" | "clock"
  >;
  files: Files;
  /** What a run may do outside its thread, bound to its lease. */
  effects: (lease: { token: number; input: KeptInput }) => Ports["effects"];
  /** The same ports as somebody outside wants to see them used, such as in a trace. */
  watched?: ((ports: Ports) => Ports) | undefined;
  clock: Clock;
}

/** Binds the graphs' ports to one lease: every write is fenced by it, and model calls end with it. */
export function createGraphPorts(deps: GraphPortsDeps): (lease: GraphLease) => Ports {
  const artifacts = createArtifacts(deps.store, deps.clock);
  const sources = createSources({
    ...deps.sources,
    artifacts,
    countRead: deps.store.countRead,
    clock: deps.clock,
    loadRequest: async (runId) => {
      const request = await deps.store.read.runs.request(runId);
      const run = await deps.store.read.runs.summary(runId);
      if (!request || !run) throw fail("NOT_FOUND", { detail: "the request of a run" });
      const kept = readKept(await deps.store.read.runs.input(runId));
      return {
        request,
        tz: run.requesterTz,
        channels: kept?.channels ?? [],
        isDirect: isDirect(run),
        since: (await deps.store.read.schedules.fireAsked(request.id))?.since ?? null,
      };
    },
    loadGiven: createLoadGiven(deps),
    loadResult: async (runId) => {
      const artifactId = await deps.store.read.runs.resultOf(runId);
      return artifactId ? deps.store.read.artifacts.get(artifactId) : null;
    },
  });
  return (lease) => {
    const ports: Ports = {
      agents: endingWith(deps.agents, lease.signal),
      sources,
      asks: { call: plannedCall, isOnDraft },
      artifacts,
      money: async (runId) => {
        const run = await deps.store.read.runs.get(runId);
        if (!run) throw fail("NOT_FOUND", { detail: "a run" });
        return { capUsd: run.capUsd, stepUsd: deps.stepUsd };
      },
      effects: deps.effects(lease),
      notes: createNotes({
        transact: deps.store.transact,
        token: lease.token,
        ofRun: (runId) => deps.store.read.notes.ofRun(runId),
        clock: deps.clock,
      }),
      record: createRecord({
        transact: deps.store.transact,
        token: lease.token,
        input: lease.input,
        capUsd: lease.capUsd,
        clock: deps.clock,
      }),
      clock: deps.clock,
    };
    return deps.watched?.(ports) ?? ports;
  };
}

/** A call to a model ends with the lease: a stopped or lost run spends no more. */
function endingWith(agents: BoundAgents, signal: AbortSignal): Ports["agents"] {
  return {
    triage: (step, input) => agents.triage(step, input, signal),
    plan: (step, input) => agents.plan(step, input, signal),
    research: (step, input) => agents.research(step, input, signal),
    reconcile: (step, input) => agents.reconcile(step, input, signal),
    draft: (step, input) => agents.draft(step, input, signal),
    check: (step, input) => agents.check(step, input, signal),
    schedule: (step, input) => agents.schedule(step, input, signal),
  };
}

function createArtifacts(store: Store, clock: Clock): Ports["artifacts"] {
  return {
    save: async (step, kind, title, made) => {
      // The digest is of exactly what is kept.
      const body = storable(made);
      const kept = await store.saveArtifact({
        id: newId("art"),
        runId: step.runId,
        key: step.key,
        kind,
        title,
        body,
        digest: createHash("sha256").update(body).digest("hex"),
        createdAt: clock.now(),
      });
      return { id: kept.id, digest: kept.digest };
    },
    load: async (id) => {
      const artifact = await store.read.artifacts.get(id);
      if (!artifact) throw fail("NOT_FOUND", { detail: "an artifact of a run" });
      return artifact;
    },
  };
}
