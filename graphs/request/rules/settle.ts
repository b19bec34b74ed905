import { Decided } from "../../../src/domain/human-call.js";
import { isOpen } from "../open-calls.js";
import type { CallRecord, State, Update } from "../state.js";
import { settleOnDraft } from "./ask-on-draft.js";
import { settleApproval } from "./settle-approval.js";
import { settleRelease } from "./release-call.js";
import { settleAnswer } from "./settle-answer.js";
import { settleChosen } from "./settle-chosen.js";
import { settleDeclared } from "./settle-declared.js";
import { settleBudget } from "./settle-budget.js";
import { settleRounds, settleSources } from "./settle-choice.js";
import type { Settled } from "./settled.js";

const byAbout: Record<
  CallRecord["about"],
  (state: State, call: CallRecord, decided: Decided) => Settled
> = {
  questions: settleAnswer,
  task: settleTask,
  sources: settleSources,
  rounds: settleRounds,
  approval: settleApproval,
  budget: settleBudget,
  release: settleRelease,
};

/** A task asks with a form, with choices, or with any function that is declared. */
function settleTask(state: State, call: CallRecord, decided: Decided): Settled {
  switch (call.ask.args.fn) {
    case "declared":
      return settleDeclared(state, call, decided);
    case "choose":
      return withDraft(state, call, decided, settleChosen(state, call, decided));
    default:
      return withDraft(state, call, decided, settleAnswer(state, call, decided));
  }
}

/** A plain question that was asked in place of one about the draft: the draft waited for it, and goes on. */
function withDraft(state: State, call: CallRecord, decided: Decided, settled: Settled): Settled {
  const { id, taskId } = call.ask;
  if (!settled || settled.ending || taskId === null || !state.tasks[taskId]?.onDraft)
    return settled;
  return { ...settled, ...settleOnDraft({ ...state, ...settled }, id, decided) };
}

/**
 * Takes in the decisions there are, in the order of their call ids, and says what the state becomes. Decisions about
 * calls that are not open, and answers of the wrong kind, change nothing.
 */
export function settle(state: State, decisions: Record<string, unknown>): State {
  let now = state;
  for (const id of Object.keys(state.calls).sort()) {
    const call = now.calls[id];
    const decided = Decided.safeParse(Object.hasOwn(decisions, id) ? decisions[id] : undefined);
    if (now.ending || !call || !isOpen(call) || !decided.success) continue;
    const calls = { ...now.calls, [id]: { ...call, decided: known(call, decided.data) } };
    const change = byAbout[call.about]({ ...now, calls }, call, decided.data);
    if (change) now = { ...now, calls, ...change };
  }
  return now;
}

/** A decision with the values of the form's own fields only. */
function known(call: CallRecord, decided: Decided): Decided {
  const { args } = call.ask;
  if (decided.outcome.verb !== "answer" || args.fn !== "answer") return decided;
  const names = new Set(args.fields.map((field) => field.name));
  const values = Object.entries(decided.outcome.values).filter(([name]) => names.has(name));
  return { ...decided, outcome: { ...decided.outcome, values: Object.fromEntries(values) } };
}

/** What has to be written so that one state becomes the other. */
export function difference(before: State, after: State): Update {
  const changed = <T>(had: Record<string, T>, has: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(has).filter(([id, value]) => had[id] !== value));
  return {
    ...(after.input === before.input ? {} : { input: after.input }),
    calls: changed(before.calls, after.calls),
    tasks: changed(before.tasks, after.tasks),
    picked: after.picked,
    answers: after.answers,
    choices: after.choices,
    text: after.text,
    remarks: after.remarks.slice(before.remarks.length),
    ending: after.ending,
    ...(before.budget === after.budget ? {} : { budget: after.budget, neededUsd: 0 }),
    finishAtUsd: after.finishAtUsd,
  };
}
