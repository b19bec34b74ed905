import type { OpenCalls } from "../../graphs/ports.js";
import type { RunBrief } from "../delivery/run-brief.js";
import type { Named } from "../domain/person.js";
import type { WaitingSettings } from "../humans/deadlines.js";
import type { Evaluation } from "../policy/evaluation.js";
import type { AdvanceDeps } from "./advance-deps.js";
import type { KeptInput } from "./begin/begin.js";
import { askedBy } from "./rulings.js";

/** Calls as the operator's policy has them asked now. */
export interface RuledCalls {
  calls: OpenCalls;
  /** What the policy says, by the call's id; a call that no rule is about is not in it. */
  said: Record<string, Evaluation>;
  /** Who may decide an approval besides. */
  others: Named[];
  waiting: WaitingSettings;
  /** Ids of those whose decision a rule wants. */
  wanted: string[];
  /** Who is asked and reads as away, by the call's id. */
  away: Record<string, Named[]>;
}

/**
 * Asks the policy about calls as they are about to be opened: who is in a group, who is away and who has left is looked
 * at now, not when the job began.
 */
export async function ruledCalls(
  deps: Pick<AdvanceDeps, "rulings" | "ruled" | "waiting" | "awayNow">,
  run: RunBrief,
  open: OpenCalls,
  input: KeptInput,
): Promise<RuledCalls> {
  const ruled: RuledCalls = {
    calls: {},
    said: {},
    others: [],
    waiting: deps.waiting,
    wanted: [...deps.ruled],
    away: {},
  };
  for (const [id, ask] of Object.entries(open)) {
    const said = await deps.rulings.ofCall(run, ask, input.asking);
    const asked = askedBy(ask, said, run.requester);
    ruled.calls[id] = asked;
    const others = asked.asked.filter((one) => one.id !== run.requester.id);
    if (ask.args.fn !== "release") ruled.away[id] = await deps.awayNow(run.team, others);
    if (!said) continue;
    ruled.said[id] = said;
    if (ask.args.fn === "release" && said.kind !== "deny")
      ruled.waiting = { ...deps.waiting, undoSeconds: said.undoSeconds };
    if (ask.args.fn !== "approve" || said.kind !== "call") continue;
    ruled.others = said.others.map((one) => ({ id: one.id, name: one.name }));
    if (said.rule.isBuiltIn) continue;
    ruled.wanted.push(...[...said.ask, ...said.others].map((one) => one.id));
  }
  return ruled;
}
