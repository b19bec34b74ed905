import type { FormField } from "../../../src/domain/form-field.js";
import type { Decided } from "../../../src/domain/human-call.js";
import type { Named } from "../../../src/domain/person.js";
import type { CallRecord, State } from "../state.js";
import { endingOf } from "./ending.js";
import { canDefault } from "./form-fields.js";
import { approverIndex } from "./questions-call.js";
import type { Settled } from "./settled.js";
import { taskAnswered } from "./task-answered.js";

/** Takes in an answered form, or the silence about it: answers filled in stand, and without them it ends here. */
export function settleAnswer(state: State, call: CallRecord, decided: Decided): Settled {
  const { args, id, taskId } = call.ask;
  const { outcome } = decided;
  if (args.fn !== "answer") return null;
  if (outcome.verb !== "answer" && outcome.verb !== "silence") return null;
  const silent = outcome.verb === "silence";
  if (silent && (decided.denies || !canDefault(args.fields))) {
    return { ending: endingOf(state, { kind: "unanswered", callId: id }) };
  }
  const values = outcome.verb === "answer" ? outcome.values : {};
  const names = outcome.verb === "answer" ? (outcome.names ?? {}) : {};
  const given = args.fields.flatMap((field) => {
    const value = Object.hasOwn(values, field.name) ? values[field.name] : field.default;
    return value ? [{ field, value }] : [];
  });
  const by = decided.by?.name ?? "nobody, filled in beforehand";
  // Only our own form asks who approves; the names of other fields are a model's.
  const isPick = ({ field }: Given) =>
    call.about === "questions" && approverIndex(field.name) !== null;
  const answers = given
    .filter((one) => !isPick(one))
    .map(({ field, value }) => ({
      question: field.label,
      answer: read(field, value, state, names),
      by,
    }));
  const lines = answers.map((one) => `${one.question} ${one.answer}`);
  return {
    answers: [...state.answers, ...answers],
    picked: [...state.picked, ...picks(state, given.filter(isPick), names)],
    tasks: taskAnswered(state, taskId, decided.by),
    remarks:
      silent && lines.length > 0 ? [...state.remarks, silence(lines.join("; "))] : state.remarks,
  };
}

interface Given {
  field: FormField;
  value: string;
}

/** What the result says where nobody answered. */
export function silence(wentOnWith: string): string {
  return `Nobody answered in time; I went on with: ${wentOnWith}`;
}

function read(
  field: FormField,
  value: string,
  state: State,
  names: Record<string, string>,
): string {
  if (field.type === "options") {
    return field.options.find((one) => one.value === value)?.label ?? value;
  }
  if (field.type === "channel") return names[value] ?? "a channel";
  if (field.type !== "person") return value;
  const known = [state.input.requester, ...state.input.people, ...state.input.approval.approvers];
  return known.find((one) => one.id === value)?.name ?? names[value] ?? "somebody";
}

/** Whom the requester meant with the names that fitted nobody or several. */
function picks(state: State, given: Given[], names: Record<string, string>): Named[] {
  return given.flatMap(({ field, value }) => {
    const unclear = state.input.approval.unresolved[approverIndex(field.name) ?? -1];
    if (!unclear) return [];
    const known = [...unclear.candidates, ...state.input.people, state.input.requester];
    const name = names[value] ?? unclear.name;
    return [known.find((one) => one.id === value) ?? { id: value, name }];
  });
}
