import { FormField } from "../../src/domain/form-field.js";
import type { CallOutcome } from "../../src/domain/call-outcome.js";
import { settleAnswer } from "../../graphs/request/rules/settle-answer.js";
import type { CallRecord, State } from "../../graphs/request/state.js";

const maya = { id: "UMAYA", name: "Maya" };
const alexes = [
  { id: "UALEX1", name: "Alex One" },
  { id: "UALEX2", name: "Alex Two" },
];

/** "Ask Alex to approve", and there are two of that name. */
const state = {
  input: {
    requester: maya,
    people: [maya],
    approval: { wanted: true, approvers: [], unresolved: [{ name: "Alex", candidates: alexes }] },
  },
  answers: [],
  picked: [],
  remarks: [],
  tasks: {},
} as unknown as State;

/** A form with a field that has the name of ours. */
function form(about: CallRecord["about"]): CallRecord {
  const field = FormField.parse({
    name: "approver_1",
    label: "Which day?",
    type: "text",
    default: "UEVE",
  });
  const args = { fn: "answer" as const, title: "Brief", intro: "", fields: [field] };
  return { about, ask: { id: "call_1", taskId: null, args, asked: [maya] } };
}

const answered: CallOutcome = {
  verb: "answer",
  values: { approver_1: "UALEX2" },
  usedDefaults: false,
};

it.each([answered, { verb: "silence" } satisfies CallOutcome])(
  "takes no approver from a question that a model made up",
  (outcome) => {
    const settled = settleAnswer(state, form("task"), { outcome, by: maya, at: "" });
    expect(settled?.picked).toEqual([]);
    expect(settled?.answers).toHaveLength(1);
  },
);

it("takes the approver from our own question", () => {
  const settled = settleAnswer(state, form("questions"), { outcome: answered, by: maya, at: "" });
  expect(settled?.picked).toEqual([alexes[1]]);
  expect(settled?.answers).toEqual([]);
});
