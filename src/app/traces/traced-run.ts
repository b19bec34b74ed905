import type { HumanCall } from "../../domain/human-call.js";
import { isEnded } from "../../domain/run.js";
import type { Log } from "../../log.js";
import type { Claimed } from "../../runs/ports.js";
import type { Store } from "../../store/store.js";
import { attribute as at, callSpan, operation, WORKFLOW } from "./semconv.js";
import type { Traces } from "./traces.js";

/** Work on a claimed run. */
export type Traced = (claimed: Claimed, work: () => Promise<void>) => Promise<void>;

/**
 * Each stretch of work on a run is a trace of its own, because a run lasts days; it links to the first one, whose
 * place is kept with the run. What people were asked and answered meanwhile are spans in it. What cannot be read for
 * the trace is left out of it: a trace never ends a run.
 */
export function createTracedRun(traces: Traces, store: Store, log: Log): Traced {
  async function known<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await read();
    } catch (error) {
      log.debug({ error: error instanceof Error ? error.name : "?" }, "a trace is not complete");
      return otherwise;
    }
  }

  return async ({ run, token }, work) => {
    const first = await known(() => store.traceparent(run.id), null);
    const before = await known(() => store.read.calls.ofRun(run.id), []);
    const start = {
      name: `${operation.workflow} ${WORKFLOW}`,
      attributes: {
        [at.operation]: operation.workflow,
        [at.workflow]: WORKFLOW,
        [at.conversation]: run.id,
        [at.graphVersion]: run.graphVersion,
        [at.attempt]: run.attempts,
      },
      links: first === null ? [] : [first],
    };
    await traces.span(start, async (span) => {
      if (first === null) {
        await known(() => store.keepTraceparent(run.id, token, span.traceparent), undefined);
      }
      await work();
      const now = await known(() => store.read.runs.get(run.id), null);
      const after = await known(() => store.read.calls.ofRun(run.id), []);
      await showCalls(traces, before, after, now !== null && isEnded(now.status));
      span.set({ [at.runStatus]: now?.status });
      if (now?.status === "failed") span.set({ [at.error]: now.endReason ?? "failed" });
    });
  };
}

/** What was opened, and what the run has taken in; one that has ended takes all that is over. */
async function showCalls(
  traces: Traces,
  before: HumanCall[],
  after: HumanCall[],
  hasEnded: boolean,
): Promise<void> {
  const known = new Map(before.map((call) => [call.id, call]));
  for (const call of after) {
    const had = known.get(call.id);
    if (!had) await show(traces, callSpan.opened, call);
    const isTaken = call.takenAt !== null || (hasEnded && call.status !== "open");
    if (isTaken && !had?.takenAt) await show(traces, callSpan.ended, call);
  }
}

async function show(traces: Traces, name: string, call: HumanCall): Promise<void> {
  const waitedMs = call.decidedAt ? call.decidedAt.getTime() - call.openedAt.getTime() : undefined;
  const attributes = {
    [at.conversation]: call.runId,
    [at.callId]: call.id,
    [at.callFunction]: call.args.fn === "declared" ? call.args.name : call.args.fn,
    [at.callStatus]: call.status,
    [at.callVerb]: call.outcome?.verb,
    [at.callWaitedMs]: waitedMs,
  };
  await traces.span({ name, attributes }, async () => undefined);
}
