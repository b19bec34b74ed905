import { matchName } from "../../src/domain/match-names.js";
import type { Person } from "../../src/domain/person.js";

const person = (id: string, name: string, change: Partial<Person> = {}): Person => ({
  team: "T1",
  id,
  name,
  tz: "Europe/Berlin",
  isBot: false,
  isGuest: false,
  isStranger: false,
  isDeactivated: false,
  isAdmin: false,
  fetchedAt: new Date(0),
  ...change,
});

const members = [
  person("U1", "Priya Raman"),
  person("U2", "Tom"),
  person("U3", "Jürgen Weiß"),
  person("U4", "Tom Hagen"),
  person("U5", "Sam", { isGuest: true }),
  person("U6", "Fermata", { isBot: true }),
  person("U7", "Leo Old", { isDeactivated: true }),
  person("U8", "Ana-María López"),
  person("U9", "Kim Lee"),
  person("U10", "Kim Park"),
  person("U11", "Eve", { isStranger: true }),
];

const cases: [written: string, ids: string[]][] = [
  ["Priya", ["U1"]],
  ["priya", ["U1"]],
  ["Raman", ["U1"]],
  ["@Priya Raman", ["U1"]],
  ["Priya's", ["U1"]],
  ["Tom", ["U2"]],
  ["tom hagen", ["U4"]],
  ["Jurgen", ["U3"]],
  ["jürgen weiss", ["U3"]],
  ["Ana", ["U8"]],
  ["Ana María", ["U8"]],
  ["Lopez", ["U8"]],
  ["Kim", ["U9", "U10"]],
  ["Sam", []],
  ["Fermata", []],
  ["Leo", []],
  ["Eve", []],
  ["Pri", []],
  ["", []],
  ["!!", []],
];

describe("matchName", () => {
  it.each(cases)("%s", (written, ids) => {
    expect(matchName(written, members).map((member) => member.id)).toEqual(ids);
  });

  it("finds a person who is listed twice once", () => {
    const twice = [person("U1", "Priya"), person("U1", "Priya")];
    expect(matchName("Priya", twice)).toHaveLength(1);
  });
});
