import { fail } from "../../src/errors.js";
import { createAuthoriser } from "../../src/humans/authorise.js";
import type { Person } from "../../src/domain/person.js";
import { person } from "../support/policy.js";

const now = new Date("2026-12-01T09:00:00Z");

/** An authoriser with a row of that age, and what Slack says of the person now. */
function knowing(ageMs: number, slack: () => Person) {
  let row: Person = { ...person("U0PRIYA001"), fetchedAt: new Date(now.getTime() - ageMs) };
  const asked: boolean[] = [];
  const authoriser = createAuthoriser({
    transact: (work) =>
      work({ people: { get: async () => row, put: async (fresh) => void (row = fresh) } }),
    directory: {
      person: async (_team, _id, how) => (asked.push(how?.anew === true), slack()),
      people: async () => null,
      members: async () => [],
    },
    clock: { now: () => now },
  });
  return { asked, lately: () => authoriser.personLately("T1", "U0PRIYA001"), row: () => row };
}

const guest = { ...person("U0PRIYA001"), isGuest: true, fetchedAt: now };
const away = () => {
  throw fail("SLACK_UNREACHABLE");
};

it("asks Slack anew about somebody who decides, and keeps what it hears", async () => {
  const known = knowing(11_000, () => guest);
  expect((await known.lately()).isGuest).toBe(true);
  expect(known.asked).toEqual([true]);
  expect(known.row().isGuest).toBe(true);
});

it("does not ask twice within ten seconds", async () => {
  const known = knowing(9_000, () => guest);
  expect((await known.lately()).isGuest).toBe(false);
  expect(known.asked).toEqual([]);
});

it("goes by what it heard within the hour while Slack does not answer, and by nothing older", async () => {
  expect((await knowing(3_599_000, away).lately()).isGuest).toBe(false);
  await expect(knowing(3_601_000, away).lately()).rejects.toThrow(/Slack/);
});
