import type { Earlier } from "../../../graphs/ports.js";
import type { HumanCall } from "../../domain/human-call.js";
import { APPROVER_FIELD } from "../../domain/form-field.js";
import { readKept } from "./begin.js";
import type { RunsRows } from "../ports.js";

/** What people answered and chose in a run and in those that it changes, so that a change asks nothing twice. */
export async function earlierAnswers(
  rows: Pick<RunsRows, "runs" | "calls">,
  parentRunId: string | null,
): Promise<Earlier[]> {
  if (parentRunId === null) return [];
  const kept = await rows.runs.input(parentRunId);
  const before = readKept(kept)?.graph.earlier ?? [];
  const calls = await rows.calls.ofRun(parentRunId);
  return [...before, ...calls.flatMap(saidIn)];
}

/** The answers in one call; whom somebody picked as approver is asked again, and so is what nobody answered. */
function saidIn(call: HumanCall): Earlier[] {
  const { args, outcome, decidedBy } = call;
  if (call.status !== "decided" || !outcome || !decidedBy) return [];
  const by = decidedBy.name;
  if (args.fn === "choose" && args.about === "reach") return [];
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
