import { APPROVER_FIELD } from "../domain/form-field.js";
import type { Transact } from "../domain/transact.js";
import { isColleague } from "../policy/policy.js";
import type { Authoriser } from "./authorise.js";
import type { HumansRows } from "./ports.js";

/** What is wrong with the people chosen to approve, by field; asks Slack, so never inside a transaction. */
export type CheckApprovers = (input: {
  callId: string;
  team: string;
  values: Record<string, string>;
}) => Promise<Record<string, string>>;

/** Makes the check that whoever is chosen to approve can: a guest's or an app's click would never count. */
export function createCheckApprovers<Rows extends Pick<HumansRows, "calls">>(deps: {
  transact: Transact<Rows>;
  authoriser: Authoriser;
}): CheckApprovers {
  return async ({ callId, team, values }) => {
    const chosen = Object.entries(values).filter(
      ([name, id]) => APPROVER_FIELD.test(name) && /^[UW][A-Z0-9]+$/.test(id),
    );
    if (chosen.length === 0) return {};
    const call = await deps.transact((rows) => rows.calls.get(callId));
    const errors: Record<string, string> = {};
    for (const [name, id] of chosen) {
      const fields = call?.args.fn === "answer" ? call.args.fields : [];
      if (!fields.some((field) => field.name === name)) continue;
      const person = await deps.authoriser.person(team, id);
      if (!isColleague(person).allow)
        errors[name] = "Choose a colleague: guests and apps cannot approve.";
    }
    return errors;
  };
}
