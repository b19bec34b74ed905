import type { HumanCall } from "../../src/domain/human-call.js";
import type { Person } from "../../src/domain/person.js";
import { createMayStill } from "../../src/runs/may-also.js";
import { createRulings } from "../../src/runs/rulings.js";
import { approvalArgs } from "../support/call-forms.js";
import { callOf } from "../support/functions/function-answers.js";
import { leo, maya, policyOf, priya, tom } from "../support/policy.js";

const everybody = [maya, priya, tom, leo];
const named = (...people: Person[]) => people.map(({ id, name }) => ({ id, name }));
const run = {
  id: "run_1",
  team: "T0ACME",
  channel: "C1",
  threadTs: "1.1",
  origin: { channel: "C1", threadTs: "1.1" },
  title: "Launch brief",
  status: "waiting",
  requester: { id: maya.id, name: maya.name },
  requesterTz: "Europe/Berlin",
  messageTs: "1.1",
};

/** Whether Tom may decide a call that he is asked about, where the file of today has these approvers. */
async function tomMay(
  approvers: Person[],
  given: { call?: Partial<HumanCall>; named?: string[]; isOpen?: boolean } = {},
): Promise<boolean> {
  const rulings = createRulings({
    policy: policyOf({ approvers: approvers.map((one) => one.id) }),
    sets: { people: async () => ({ sets: { approvers, admins: [] }, delegates: [] }) },
    channels: { facts: async () => null },
    authoriser: {
      person: async (_team, id) => everybody.find((one) => one.id === id) ?? leo,
    },
    clock: { now: () => new Date("2026-11-20T13:00:00Z") },
  });
  const asking = { named: given.named ?? [], wanted: true };
  const look = async () => ({ run, asking, isOpen: given.isOpen ?? false });
  const call = callOf(approvalArgs(), { asked: named(tom), others: [], ...given.call });
  return (await createMayStill({ rulings, look })(call, tom)).allow;
}

it("takes an approver out of calls that were opened before the file lost them", async () => {
  expect(await tomMay([tom])).toBe(true);
  expect(await tomMay([priya])).toBe(false);
  expect(await tomMay([priya], { call: { asked: named(priya), others: named(tom) } })).toBe(false);
});

it("leaves alone whom somebody wanted on the call, whatever the file says", async () => {
  expect(await tomMay([priya], { named: [tom.id] })).toBe(true);
  const added = [{ who: { id: tom.id, name: tom.name }, by: null, at: "2026-11-20T12:00:00Z" }];
  expect(await tomMay([priya], { call: { added } })).toBe(true);
  expect(await tomMay([priya], { isOpen: true })).toBe(true);
});
