import type { Person } from "../../src/domain/person.js";
import { createMayStillDecide } from "../../src/humans/may-still-decide.js";
import { mayDecide, type Verdict } from "../../src/policy/policy.js";
import { approvalArgs } from "../support/call-forms.js";
import { callOf } from "../support/functions/function-answers.js";
import { leo, person } from "../support/policy.js";

const post = { channel: "C0NEWS0001", channelName: "company-news", reach: "", digest: "e" };
const high = callOf(approvalArgs({ post }));
const low = callOf(approvalArgs());

/** What the row says, what Slack says now, and who was asked what. */
function looking(row: Person, now: Person, rule: Verdict = { allow: true, rule: "no_rule" }) {
  const asked: string[] = [];
  const may = createMayStillDecide({
    authoriser: {
      person: async () => (asked.push("row"), row),
      personLately: async () => (asked.push("lately"), now),
      personNow: async () => (asked.push("slack"), now),
    },
    rules: async () => (asked.push("rules"), rule),
  });
  return { asked, may: (call = low) => may({ team: "T1", userId: row.id }, call) };
}

const priya = person("U0PRIYA001");
const changes: [string, Partial<Person>][] = [
  ["deactivated", { isDeactivated: true }],
  ["guest", { isGuest: true }],
  ["stranger", { isStranger: true }],
  ["bot", { isBot: true }],
];

it.each(changes)(
  "sees at once that somebody became a %s where harm can be done",
  async (rule, is) => {
    const { asked, may } = looking(priya, { ...priya, ...is });
    expect((await may(high)).verdict).toMatchObject({ allow: false, rule });
    expect(asked).toEqual(["slack"]);
  },
);

it.each(changes)(
  "sees that somebody became a %s for what stays in the thread too",
  async (rule, is) => {
    const { asked, may } = looking(priya, { ...priya, ...is });
    expect((await may(low)).verdict).toMatchObject({ allow: false, rule });
    expect(asked).toEqual(["lately"]);
  },
);

it("asks the rules of today, last, and gives their reason", async () => {
  const left: Verdict = { allow: false, rule: "not_in_set", why: "Priya has left Legal." };
  const { asked, may } = looking(priya, priya, left);
  expect((await may(high)).verdict).toEqual(left);
  expect(asked).toEqual(["slack", "rules"]);
});

it("asks nobody, Slack neither, about somebody whom the call itself leaves out or does not name", async () => {
  for (const call of [low, high]) {
    const excluded = looking(priya, priya);
    const rules = { excluded: [priya.id], rule: "nobody approves their own" };
    const { verdict } = await excluded.may({ ...call, ...rules });
    expect(verdict).toEqual(mayDecide(priya, { ...call, ...rules }));
    expect(verdict).toMatchObject({ allow: false, rule: "excluded" });
    const outsider = looking(leo, leo);
    const refused = await outsider.may(call);
    expect(refused.verdict).toEqual(mayDecide(leo, call));
    // What is looked at again in the transaction of the press says the same of them.
    expect(mayDecide(refused.person, call)).toEqual(refused.verdict);
    expect([excluded.asked, outsider.asked]).toEqual([[], []]);
  }
});

it("asks Slack nothing about somebody who is late", async () => {
  const late = looking(priya, priya);
  expect((await late.may({ ...high, status: "decided" })).verdict?.allow).toBe(true);
  expect(late.asked).toEqual(["row"]);
});
