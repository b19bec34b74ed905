import { APPROVER_FIELD, type FormField } from "../../../src/domain/form-field.js";
import type { RequestInput } from "../../ports.js";
import type { CallRecord } from "../state.js";
import { callId } from "./call-id.js";
import { isAnswered } from "./earlier.js";
import { cleanFields, MOST_FIELDS } from "./form-fields.js";

/** The field that asks whom an unclear name means; its number is the name's place in the input. */
function approverField(
  name: string,
  candidates: { id: string; name: string }[],
  n: number,
): FormField {
  const choose = candidates.length >= 2 && candidates.length <= 9;
  const label =
    candidates.length > 1
      ? `Who should approve: which ${name}?`
      : `Who should approve: who is ${name}?`;
  return {
    name: `approver_${n}`,
    label: label.slice(0, 150),
    type: choose ? "options" : "person",
    options: choose
      ? candidates.map((one) => ({ label: one.name.slice(0, 75) || name, value: one.id }))
      : [],
    default: null,
    hint: "",
    optional: false,
  };
}

/** Which unclear name a field of the questions settles: its place in the input, or null for another field. */
export function approverIndex(fieldName: string): number | null {
  const n = APPROVER_FIELD.exec(fieldName)?.[1];
  return n === undefined ? null : Number(n) - 1;
}

/** The one form with everything that only the asker can say, or null if there is nothing. */
export function questionsCall(
  input: RequestInput,
  title: string,
  questions: unknown[],
): CallRecord | null {
  const who = input.approval.unresolved.map((one, index) =>
    approverField(one.name, one.candidates, index + 1),
  );
  // The approvers go first: without them nothing can be delivered, while a question may be left out.
  const asked = cleanFields(questions, [input.requester, ...input.people]).filter(
    (field) => approverIndex(field.name) === null && !isAnswered(input, field.label),
  );
  const fields = [...who, ...asked].slice(0, MOST_FIELDS);
  if (fields.length === 0) return null;
  const count = ["One question", "Two questions", "Three questions", "Four questions"][
    fields.length - 1
  ];
  return {
    about: "questions",
    ask: {
      id: callId(input.runId, "questions"),
      taskId: null,
      args: {
        fn: "answer",
        title,
        intro: `${count ?? `${fields.length} questions`} before I write.`,
        fields,
      },
      asked: [input.requester],
    },
  };
}
