import { voteLines } from "../../src/humans/votes-words.js";
import { render } from "../../src/slack/views/render.js";
import { openCards } from "../support/screens/open-cards.js";

const [task] = openCards.ask;
const [priya, tom, leo] = ["Priya", "Tom", "Leo"].map((name) => ({
  id: `U0${name.toUpperCase()}001`,
  name,
}));
if (!task || !priya || !tom || !leo) throw new Error("The fixtures have no task.");
const ctx = {
  team: { domain: "acme" },
  tz: "Europe/Berlin",
  pings: new Set<string>(),
  refused: new Set<string>(),
};
const shown = { ...task.shown, added: [], asked: [tom, priya, leo] };
const text = (more: object) => {
  const view = render({ ...shown, ...more }, ctx);
  return `${view.text}\n${JSON.stringify(view.blocks)}`;
};

it("asks one of several, and each of several who vote", () => {
  expect(text({ votes: undefined })).toContain("Tom, Priya or Leo, ");
  const voted = text({ votes: { need: 2, cast: [] } });
  expect(voted).toContain("Tom, Priya and Leo, ");
  expect(voted.match(/say yes/g)).toHaveLength(1);
});

it("says that one yes is enough where several vote, and to a single person nothing of it", () => {
  expect(text({ votes: { need: 1, cast: [] } })).toContain("One yes is enough.");
  expect(text({ votes: { need: 1, cast: [] }, asked: [tom] })).not.toContain("enough");
});

it("lets reasons that stand in a row end like sentences", () => {
  const vote = { isYes: false, notes: [{ about: "The date", text: "wrong" }] };
  expect(voteLines([{ ...vote, userName: "Leo", reason: "No dates" }])).toEqual([
    "Leo: no. No dates. The date: wrong.",
  ]);
  expect(voteLines([{ ...vote, notes: [], userName: "Leo", reason: "Why so?" }])).toEqual([
    "Leo: no. Why so?",
  ]);
});

it("leaves out a cost that nobody decides by", () => {
  const cost = (costUsd: number) => text({ because: { rule: "", tier: null, costUsd } });
  expect(cost(0)).not.toContain("so far");
  expect(cost(0.004)).not.toContain("so far");
  expect(cost(0.11)).toContain("$0.11 so far.");
});
