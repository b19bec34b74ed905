import { append } from "../../ledger/append.js";
import { type AdvanceDeps, summaryOf, type WorkContext } from "../advance-deps.js";
import { type KeptInput, readKept } from "./begin.js";
import { earlierAnswers } from "./earlier-answers.js";
import { endRefused } from "../end/end-early.js";
import { endScheduled } from "../end/end-scheduled.js";
import type { Claimed } from "../ports.js";
import { sayAtOnce } from "./say-at-once.js";
import { showInItsPlace } from "../show-in-its-place.js";
import { tellUnclear } from "./tell-unclear.js";

/** The first step: who asks and what may be read, once a run. Null: it was refused. */
export async function begun(
  deps: AdvanceDeps,
  { run, request, token, input }: Claimed,
  context: WorkContext,
): Promise<KeptInput | null> {
  const kept = readKept(input);
  if (kept) {
    await showInItsPlace(deps, run, token, kept);
    return kept;
  }
  const result = await deps.begin(run.id, request);
  const started = await deps.transact(async (rows) => {
    if (!result.ok) {
      const summary = await summaryOf(rows, run.id);
      await endRefused(rows, summary, result.verdict.why, result.verdict.rule, context);
      return null;
    }
    if (result.input === null) {
      await endScheduled(rows, await summaryOf(rows, run.id), result.wish, context, deps.schedules);
      return null;
    }
    result.input.graph.earlier = await earlierAnswers(rows, request);
    const stored = await rows.runs.keepInput(run.id, token, JSON.stringify(result.input));
    const { restricted } = result.input;
    // From here on nothing is shown where it was asked, whatever happens next.
    if (restricted) {
      await rows.runs.showIn(run.id, token, {
        channel: restricted.dm,
        threadTs: restricted.threadTs,
      });
    }
    await tellUnclear(rows, await summaryOf(rows, run.id), result.input);
    if (result.said) await sayAtOnce(rows, await summaryOf(rows, run.id), result.said);
    await append(rows.ledger, {
      chain: `run:${run.id}`,
      kind: "run_started",
      key: "started",
      actor: request.userId,
      at: context.now,
      data: {
        sources: result.input.graph.sources.length,
        approval: result.input.graph.approval.wanted,
        version: run.graphVersion,
        direct: restricted !== null,
      },
    });
    return readKept(stored);
  });
  if (started) await showInItsPlace(deps, run, token, started);
  return started;
}
