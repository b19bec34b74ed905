import type { Person } from "../../src/domain/person.js";
import { createMayStillDecide } from "../../src/humans/may-still-decide.js";
import type { Verdict } from "../../src/policy/policy.js";
import { approvalArgs } from "../support/call-forms.js";
import { callOf } from "../support/functions/function-answers.js";
import { person } from "../support/policy.js";

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

it("asks nobody about somebody whom the call itself leaves out, or who is late", async () => {
  const excluded = looking(priya, priya);
  const verdict = (await excluded.may({ ...low, excluded: [priya.id] })).verdict;
  expect(verdict).toMatchObject({ allow: false, rule: "excluded" });
  expect(excluded.asked).toEqual(["lately"]);
  const late = looking(priya, priya);
  expect((await late.may({ ...high, status: "decided" })).verdict?.allow).toBe(true);
  expect(late.asked).toEqual(["row"]);
});
