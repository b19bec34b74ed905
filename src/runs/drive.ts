import type { OpenCalls } from "../../graphs/ports.js";
import { fail } from "../errors.js";
import { type AdvanceDeps, summaryOf, type WorkContext } from "./advance-deps.js";
import type { KeptInput } from "./begin/begin.js";
import { driveGraph } from "./drive-graph.js";
import { finishRun, waitForPost } from "./end/finish.js";
import { holdRun, openCalls } from "./hold.js";
import type { HeldLease } from "./lease.js";
import { ruledCalls } from "./ruled-calls.js";
import { placeToAsk } from "./place-to-ask.js";
import type { Claimed } from "./ports.js";
import { channelsRead } from "./end/readers-joined.js";
import { settlePost } from "./post/settle-post.js";
import { openGraph } from "./version/open-graph.js";

/** Lets the graph go on until it holds or ends, and settles that; answers that come meanwhile are taken in at once. */
export async function drive(
  deps: AdvanceDeps,
  { run, token, request }: Claimed,
  input: KeptInput,
  lease: HeldLease,
  context: () => WorkContext,
): Promise<void> {
  const graph = await openGraph(deps, run, {
    runId: run.id,
    token,
    input,
    capUsd: run.capUsd,
    signal: lease.signal,
  });
  // What is asked, by the operator's policy as it is now, and what opening it needs to know.
  const holding = async (open: OpenCalls) => {
    if (Object.keys(open).length > 0) await placeToAsk(deps.transact, run.id, token);
    const brief = await deps.transact((rows) => summaryOf(rows, run.id));
    const ruled = await ruledCalls(deps, brief, open, input);
    const asks = Object.values(ruled.calls);
    const about = {
      ...context(),
      practice: deps.practice,
      others: ruled.others,
      waiting: ruled.waiting,
      reach: await deps.reach(brief, [...asks.flatMap((ask) => ask.asked), ...ruled.others]),
      ruled: ruled.wanted,
      said: ruled.said,
      away: ruled.away,
      escalation: input.escalation ?? null,
    };
    return { calls: ruled.calls, context: about };
  };
  // Before a card and before the result: who has come since it was read?
  const haveJoined = async () => {
    const read = await deps.transact((rows) => channelsRead(rows, run.id, input));
    return read.length > 0 && !(await deps.allCanRead(request, read));
  };
  const lookWhoReads = async () => {
    if (await haveJoined()) throw fail("READERS_JOINED");
  };
  for (;;) {
    const ended = await deps.transact((rows) => rows.calls.untaken(run.id));
    // A post cannot be taken back from who has read it: this is the last look before it.
    if (ended.some((call) => call.args.fn === "release")) {
      const effects = await deps.transact((rows) => rows.effects.ofRun(run.id));
      if (effects.every((one) => one.state === "failed")) await lookWhoReads();
    }
    const driven = await driveGraph(
      graph,
      { runId: run.id, token, input: input.graph, signal: lease.signal },
      ended,
      async (calls) => {
        await lookWhoReads();
        const asked = await holding(calls);
        await deps.transact(async (rows) =>
          openCalls(rows, await summaryOf(rows, run.id), asked.calls, asked.context),
        );
      },
    );
    // What is posted stays posted, and its card can take it down, whatever is shown here.
    const post =
      driven.kind === "ended" && driven.ending.post
        ? await deps.transact(async (rows) =>
            settlePost(rows, await summaryOf(rows, run.id), driven.ending, {
              now: context().now,
              permalink: deps.permalink,
            }),
          )
        : null;
    if (await haveJoined()) {
      if (post !== "later") throw fail("READERS_JOINED");
      return deps.transact(async (rows) =>
        waitForPost(rows, await summaryOf(rows, run.id), context()),
      );
    }
    if (driven.kind === "ended") {
      // fault: finish.before-commit
      const takesFiles = await deps.takesFiles();
      await deps.transact(async (rows) =>
        finishRun(rows, await summaryOf(rows, run.id), driven.ending, {
          ...context(),
          practice: deps.practice,
          splitResult: deps.splitResult,
          schedules: deps.schedules,
          firstPart: takesFiles ? deps.firstPart : () => null,
          permalink: deps.permalink,
        }),
      );
      // fault: finish.committed
      return;
    }
    // fault: hold.before-commit
    const held = await holding(driven.open);
    const state = await deps.transact(async (rows) =>
      holdRun(rows, await summaryOf(rows, run.id), { ...driven, open: held.calls }, held.context),
    );
    // fault: hold.committed
    if (state === "waiting") return;
  }
}
