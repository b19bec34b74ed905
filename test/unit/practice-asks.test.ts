import { asksIn } from "../../playground/practice/asks.js";
import { functionPrompts } from "../../playground/seed/functions.js";
import { readAskedPeople } from "../../src/domain/asked-people.js";
import { readApprovalWish } from "../../src/domain/asks-approval.js";
import { readRoot } from "../tree.js";

const first = (goal: string) => asksIn(goal)[0];

describe("what the practice model asks people, by the goal's own words", () => {
  it.each([
    [
      "ask Tom for the price sheet and summarise it",
      { fn: "provide", who: "Tom", what: "the price sheet" },
    ],
    [
      "Ask <@U0LEO001> to call Norda back, then summarise this thread",
      { fn: "assign", who: "U0LEO001", what: "call Norda back" },
    ],
    [
      "summarise this thread, and let Priya rewrite the intro",
      { fn: "edit", who: "Priya", what: "rewrite the intro" },
    ],
    [
      "ask Tom which plans to show: Basic, Team or Enterprise, then summarise this thread",
      { fn: "choose", what: "Which plans to show?", several: true },
    ],
    [
      "ask Tom which plan to show: Basic or Team.",
      { fn: "choose", items: ["Basic", "Team"], several: false },
    ],
    [
      "ask Leo how many people answer tickets on launch day, then summarise this thread",
      { fn: "answer", who: "Leo", fields: [expect.objectContaining({ type: "number" })] },
    ],
    [
      "summarise this thread. Tom, Priya and Leo review it, two of three must agree",
      { fn: "review", who: "Tom", others: ["Priya", "Leo"], need: 2 },
    ],
  ])("%s", (goal, asked) => expect(first(goal)).toMatchObject(asked));

  it.each([
    "ask Priya to approve",
    "turn this thread into a brief and ask Priya for approval",
    "ask Priya to review it first",
    "summarise what Tom asked",
    "draft replies. Two things only I know: Refund after 45 days? Who calls Norda back?",
  ])("leaves alone: %s", (goal) => expect(asksIn(goal)).toEqual([]));

  it("lists the choices word for word", () => {
    expect(first("ask Tom which plans to show: Basic, Team or Enterprise.")?.items).toEqual([
      "Basic",
      "Team",
      "Enterprise",
    ]);
  });
});

it("reads who is named to do something, and takes none of it for an approval", () => {
  const names = (text: string) => readAskedPeople(text).names;
  expect(names("summarise this, and let Priya rewrite the intro")).toEqual(["Priya"]);
  expect(names("Tom, Priya and Leo review it, two of three must agree")).toEqual([
    "Tom",
    "Priya",
    "Leo",
  ]);
  expect(names("let us see what Norda and Kvik cost")).toEqual([]);
  for (const text of [
    "ask Tom for the price sheet and summarise it",
    "let Priya rewrite the intro",
    "ask Leo to call Norda back, then draft the reply",
  ]) {
    expect(readApprovalWish(text).wanted).toBe(false);
  }
});

it("shows in the documentation the prompts that are played", () => {
  const page = readRoot("docs/human-functions.md");
  for (const [name, prompt] of Object.entries(functionPrompts("ORIGIN"))) {
    expect(page).toContain(`## ${name}\n`);
    expect(page).toContain(`> ${prompt.replace("ORIGIN/pages", "PAGES")}\n`);
    const asked = asksIn(prompt).map((one) => one.fn);
    expect(asked).toEqual(name === "approve" ? [] : [name]);
  }
});
