import { check } from "../../src/agents/check.js";
import type { AgentIn, AgentOut } from "../../src/domain/agent-io.js";

const input: AgentIn<"check"> = {
  goal: "g",
  askedBy: "Maya",
  notes: [],
  now: "2026-11-20T13:00:00Z",
  tz: "UTC",
  criteria: [],
  draft: "**Launch on 1 December.** [1]",
  claims: [
    {
      id: "c1",
      topic: "launch date",
      text: "Launch on 1 December",
      value: null,
      excerpt: "1 December",
      by: null,
      date: null,
      sourceN: 1,
    },
  ],
  sources: [],
  choices: [],
  answers: [],
  personsOwn: [],
};
const statement = (text: string, supported: boolean, ...claimIds: string[]) => ({
  text,
  supported,
  claimIds,
  note: "",
});
const out = (
  statements: AgentOut<"check">["statements"],
  over: Partial<AgentOut<"check">> = {},
): AgentOut<"check"> => ({
  statements,
  unmetCriteria: [],
  doubts: [],
  verdict: "pass",
  advice: [],
  ...over,
});
const launch = statement("Launch on 1 December", true, "c1");

describe("after check", () => {
  it("passes what rests on claims that exist", () => {
    expect(check.settle(input, out([launch]))).toEqual(out([launch]));
  });

  it("does not believe support without a claim, and asks for a revision", () => {
    const settled = check.settle(input, out([launch, statement("It is free", true, "c9")]));
    expect(settled.statements[1]).toMatchObject({ supported: false, claimIds: [] });
    expect(settled.verdict).toBe("revise");
    expect(settled.advice).toEqual(["Take out or source: It is free"]);
  });

  it("takes a person's own sentence as theirs: not found, and no reason to revise", () => {
    const own = { ...input, personsOwn: ["Legal signed off this morning."] };
    const settled = check.settle(
      own,
      out([launch, statement("Legal signed off this morning", true)]),
    );
    expect(settled.statements[1]).toMatchObject({ supported: false });
    expect(settled.verdict).toBe("pass");
  });

  it("takes what a person answered or chose as found, but not for a word like no", () => {
    const told = {
      ...input,
      answers: [{ question: "Refund?", answer: "no", by: "Leo" }],
      choices: [{ question: "Which?", choice: "Thursday 3 December", by: "Maya" }],
    };
    const chose = statement("Launch is on Thursday 3 December", true);
    const short = statement("There is no refund", true);
    const settled = check.settle(told, out([launch, chose, short]));
    expect(settled.statements.map((one) => one.supported)).toEqual([true, true, false]);
  });

  it("does not revise without a reason", () => {
    expect(check.settle(input, out([launch], { verdict: "revise" })).verdict).toBe("pass");
    const unmet = out([launch], { verdict: "revise", unmetCriteria: ["One page"] });
    expect(check.settle(input, unmet).verdict).toBe("revise");
  });

  it("says so when lines were not judged", () => {
    const more = {
      ...input,
      draft: `${input.draft}\n- Prices rise in May [1]\n- Nobody knows [2]`,
    };
    expect(check.settle(more, out([launch])).doubts).toEqual(["2 lines were not checked."]);
  });
});
