import type { Earlier } from "../../../graphs/ports.js";
import type { HumanCall } from "../../domain/human-call.js";
import type { Request } from "../../domain/request.js";
import { APPROVER_FIELD } from "../../domain/form-field.js";
import { readKept } from "./begin.js";
import type { RunsRows } from "../ports.js";

/**
 * What people answered and chose in the run that a request changes or starts again, and in those before it, so that
 * nothing is asked twice. What somebody approved is not among it.
 */
export async function earlierAnswers(
  rows: Pick<RunsRows, "runs" | "calls">,
  request: Pick<Request, "parentRunId" | "restartOf">,
): Promise<Earlier[]> {
  const runId = goesOnFrom(request);
  if (runId === null) return [];
  const kept = readKept(await rows.runs.input(runId));
  // One that was left behind before its first step knows no more than what it was to go on from.
  if (!kept && request.restartOf) {
    return earlierAnswers(rows, { parentRunId: request.parentRunId, restartOf: null });
  }
  const calls = await rows.calls.ofRun(runId);
  return [...(kept?.graph.earlier ?? []), ...calls.flatMap(saidIn)];
}

/** The run whose answers, channels and readers a request goes on from; null: it is new. */
export function goesOnFrom(request: Pick<Request, "parentRunId" | "restartOf">): string | null {
  return request.restartOf ?? request.parentRunId;
}

/** The answers in one call; whom somebody picked as approver is asked again, and so is what nobody answered. */
function saidIn(call: HumanCall): Earlier[] {
  const { args, outcome, decidedBy } = call;
  if (call.status !== "decided" || !outcome || !decidedBy) return [];
  const by = decidedBy.name;
  // Who may read a card, and what may be spent, are no answers about the job.
  if (args.fn === "choose" && (args.about === "reach" || args.budget)) return [];
  if (args.fn === "choose" && outcome.verb === "choose") {
    const option = args.options[outcome.index - 1];
    if (!option) return [];
    return [{ question: args.question, answer: option.label, by, chosen: true }];
  }
  if (args.fn !== "answer" || outcome.verb !== "answer") return [];
  return args.fields.flatMap((field) => {
    const value = outcome.values[field.name] ?? "";
    if (value === "" || field.type === "person" || APPROVER_FIELD.test(field.name)) return [];
    const answer = field.options.find((one) => one.value === value)?.label ?? value;
    return [{ question: field.label, answer, by, chosen: false }];
  });
}
