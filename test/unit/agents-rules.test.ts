import { draft } from "../../src/agents/draft.js";
import { research } from "../../src/agents/research.js";
import { reconcile } from "../../src/agents/reconcile.js";
import { triage } from "../../src/agents/triage.js";
import type { AgentIn, AgentOut } from "../../src/domain/agent-io.js";
import type { Claim, Source } from "../../src/domain/source.js";

const shared = { goal: "g", askedBy: "Maya", notes: [], now: "2026-11-20T13:00:00Z", tz: "UTC" };
const source: Source = { n: 2, kind: "page", label: "a.example", url: null, note: "" };
const claim = (id: string, over: Partial<Claim> = {}): Claim => ({
  id,
  topic: "launch date",
  text: "It is on 1 December.",
  value: "1 December",
  excerpt: "on the 1st of December",
  by: null,
  date: null,
  sourceN: 2,
  ...over,
});

describe("after research", () => {
  const found = (excerpt: string, sourceN: number | null = null) => {
    const { id: _id, ...rest } = claim("c", { excerpt });
    return { ...rest, sourceN };
  };
  const reading: AgentIn<"research"> = {
    ...shared,
    task: "read",
    document: { source, title: "t", text: "We go live\n  on the 1st\u00a0of December." },
    claims: [],
    answers: [],
  };

  it("keeps what stands in the document, white space aside, and numbers it by the document", () => {
    const out: AgentOut<"research"> = {
      summary: "1 fact",
      claims: [found("live on the 1st of December", 9)],
      missing: [],
    };
    const settled = research.settle(reading, out);
    expect(settled.claims.map((one) => one.sourceN)).toEqual([2]);
    expect(settled.missing).toEqual([]);
  });

  it("leaves out what does not, and says how many", () => {
    const out: AgentOut<"research"> = {
      summary: "3 facts",
      claims: [found("on the 1st of December"), found("on the 1ST of december"), found(" ")],
      missing: [],
    };
    expect(research.settle(reading, out)).toMatchObject({
      summary: "1 fact",
      claims: [{ excerpt: "on the 1st of December" }],
      missing: ["2 statements were left out: their words do not stand in the text."],
    });
  });

  it("lets a task without a document only repeat words of a known source", () => {
    const input = { ...reading, document: null, claims: [claim("c1")] };
    const out: AgentOut<"research"> = {
      summary: "",
      claims: [found("the 1st of December", 2), found("the 1st of December", 7), found("June", 2)],
      missing: [],
    };
    expect(research.settle(input, out).claims).toHaveLength(1);
  });
});

describe("after reconcile", () => {
  const side = (label: string, ...claimIds: string[]) => ({ label, short: label, claimIds });
  const out = (...options: ReturnType<typeof side>[]): AgentOut<"reconcile"> => ({
    contradictions: [{ question: "?", options, suggestion: "B is newer.", suggestedIndex: 1 }],
  });
  const input: AgentIn<"reconcile"> = {
    ...shared,
    claims: [claim("c1"), claim("c2")],
    sources: [source],
  };

  it("takes claims that do not exist out of the sides", () => {
    const settled = reconcile.settle(input, out(side("A", "c1", "x"), side("B", "c2")));
    expect(settled.contradictions[0]?.options[0]?.claimIds).toEqual(["c1"]);
    expect(settled.contradictions[0]?.suggestedIndex).toBe(1);
  });

  it("moves or drops the suggestion with its side", () => {
    const moved = reconcile.settle(input, out(side("Z", "x"), side("B", "c2"), side("C", "c1")));
    expect(moved.contradictions[0]).toMatchObject({ suggestedIndex: 0, suggestion: "B is newer." });
    const gone = reconcile.settle(input, out(side("A", "c1"), side("B", "x"), side("C", "c2")));
    expect(gone.contradictions[0]).toMatchObject({ suggestedIndex: null, suggestion: "" });
  });

  it("drops a contradiction with one side", () => {
    expect(reconcile.settle(input, out(side("A", "c1"), side("B", "x"))).contradictions).toEqual(
      [],
    );
  });
});

describe("after triage and draft", () => {
  const question = { name: "a", label: "A?", type: "text" as const };
  const field = { ...question, options: [], default: null, hint: "", optional: false };
  const input = { ...shared, sources: [] };

  it("plans where there is nothing to ask or to answer", () => {
    const out = { path: "ask" as const, title: "T", recurring: false, answer: "", questions: [] };
    expect(triage.settle(input, out).path).toBe("plan");
    expect(triage.settle(input, { ...out, path: "answer" }).path).toBe("plan");
    expect(triage.settle(input, { ...out, questions: [field, field] })).toMatchObject({
      path: "ask",
      questions: [{ name: "a" }],
    });
  });

  it("takes citations of unknown sources out, and nothing else", () => {
    const drafting = { ...shared, title: "T", criteria: [], claims: [], sources: [source] };
    const asked = { ...drafting, answers: [], choices: [], previous: null, changes: [] };
    const markdown = "A [2]. B [7][2]. C [3](https://a.example) [x].";
    expect(draft.settle(asked, { markdown, changed: [] }).markdown).toBe(
      "A [2]. B[2]. C [3](https://a.example) [x].",
    );
  });
});
