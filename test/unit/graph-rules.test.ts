import fc from "fast-check";
import { callId } from "../../graphs/request/rules/call-id.js";
import { numberClaims } from "../../graphs/request/rules/claims.js";
import { excerptOf } from "../../src/domain/excerpt.js";
import { cleanFields } from "../../graphs/request/rules/form-fields.js";
import { isOwnWord, ownWords } from "../../graphs/request/rules/own-words.js";
import { pickPerson } from "../../graphs/request/rules/pick-person.js";
import { questionsCall } from "../../graphs/request/rules/questions-call.js";
import { readCheck } from "../../graphs/request/rules/read-check.js";
import { reportedCalls } from "../../graphs/request/open-calls.js";

const maya = { id: "UMAYA", name: "Maya" };
const tom = { id: "UTOM", name: "Tom Hagen" };

describe("callId", () => {
  it("is the same for a repeat, another for another step, and short", () => {
    expect(callId("run_1", "a")).toBe(callId("run_1", "a"));
    expect(callId("run_1", "a")).not.toBe(callId("run_1", "b"));
    expect(callId("run_1", "a")).not.toBe(callId("run_2", "a"));
    expect(callId("run_1", "a")).toMatch(/^call_[0-9a-f]{32}$/);
  });
});

describe("excerptOf", () => {
  it("keeps a short text whole", () => {
    expect(excerptOf("  Short.  ")).toBe("Short.");
  });

  it("cuts at a line, a sentence or a word", () => {
    const line = `${"a ".repeat(160)}\n${"b".repeat(300)}`;
    expect(excerptOf(line)).toBe("a ".repeat(160).trim());
    const sentence = `${"word ".repeat(70)}end. ${"more ".repeat(70)}`;
    expect(excerptOf(sentence).endsWith("end.")).toBe(true);
    expect(excerptOf("word ".repeat(200)).endsWith("word…")).toBe(true);
  });

  it("has 300 to 400 characters of any longer text, from its beginning", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 402, maxLength: 900, unit: "grapheme-ascii" }), (text) => {
        const excerpt = excerptOf(text);
        expect(excerpt.length).toBeLessThanOrEqual(401);
        if (text.trim().length <= 400) return;
        expect(text.trim().startsWith(excerpt.replace(/…$/u, ""))).toBe(true);
      }),
    );
  });
});

describe("ownWords", () => {
  it("finds the sentences that the draft did not have", () => {
    const draft = "**Atlas** launches on 1 December. Two points are open.\n- Tom: pricing [1]";
    const edited = "**Atlas** launches on 1 December. Legal signed off.\n- Tom: pricing [1]";
    expect(ownWords(draft, edited)).toEqual(["Legal signed off."]);
    expect(ownWords(draft, draft)).toEqual([]);
    expect(isOwnWord("legal signed off", ["Legal signed off."])).toBe(true);
    expect(isOwnWord("Pricing goes live", ["Legal signed off."])).toBe(false);
    expect(isOwnWord("", ["Legal signed off."])).toBe(false);
  });
});

describe("readCheck", () => {
  const statement = (text: string, supported: boolean) => ({
    text,
    supported,
    claimIds: [],
    note: "",
  });
  const out = {
    statements: [],
    unmetCriteria: [],
    doubts: [],
    verdict: "pass" as const,
    advice: [],
  };

  it.each([
    [0, 0, "there were no facts to check."],
    [1, 0, "1 of 1 fact found in the sources."],
    [11, 0, "11 of 11 facts found in the sources."],
    [9, 2, "9 of 11 facts found in the sources."],
  ])("says %i found and %i not", (found, missing, checked) => {
    const statements = [
      ...Array.from({ length: found }, (_, n) => statement(`yes ${n}`, true)),
      ...Array.from({ length: missing }, (_, n) => statement(`no ${n}`, false)),
    ];
    expect(readCheck({ ...out, statements }).checked).toBe(checked);
  });

  it("names what was not found, not met and doubted, at most five lines", () => {
    const statements = [statement("a guess", false)];
    const read = readCheck({
      ...out,
      statements,
      unmetCriteria: ["A date"],
      doubts: ["Old rota."],
    });
    expect(read.doubts).toEqual([
      "Not found in the sources: a guess",
      "Not met: A date",
      "Old rota.",
    ]);
    const many = readCheck({ ...out, doubts: Array.from({ length: 9 }, (_, n) => `Doubt ${n}`) });
    expect(many.doubts).toHaveLength(5);
    expect(many.doubts[4]).toBe("5 more doubts.");
  });
});

describe("numberClaims", () => {
  const found = {
    topic: "t",
    text: "x",
    value: null,
    excerpt: "e",
    by: null,
    date: null,
    sourceN: null as number | null,
  };

  it("gives ids and the source that was read", () => {
    const claims = numberClaims("t1", [found, { ...found, sourceN: 9 }], { read: 2 });
    expect(claims.map((claim) => [claim.id, claim.sourceN])).toEqual([
      ["t1.1", 2],
      ["t1.2", 2],
    ]);
  });

  it("drops what rests on no source that was read", () => {
    const known = [{ ...found, id: "t1.1", sourceN: 1 }];
    const claims = numberClaims(
      "r",
      [{ ...found, sourceN: 7, excerpt: "invented" }, { ...found, sourceN: 1 }, found],
      { known },
    );
    expect(claims.map((claim) => [claim.id, claim.sourceN])).toEqual([
      ["r.1", 1],
      ["r.2", 1],
    ]);
  });
});

describe("pickPerson", () => {
  it.each([
    ["Tom", tom],
    ["tom hagen", tom],
    ["<@UTOM>", tom],
    ["requester", maya],
    ["Priya", maya],
    [null, maya],
  ])("%s", (who, person) => {
    expect(pickPerson(who, { people: [maya, tom], requester: maya })).toEqual(person);
  });
});

describe("questions", () => {
  const field = (name: string) => ({ name, label: "Which?", type: "text" });

  it("gives each field a name of its own and drops what cannot be asked", () => {
    const fields = cleanFields([field("a"), field("a"), field("Not Ok"), null, field("a")]);
    expect(fields.map((one) => one.name)).toEqual(["a", "a_2", "a_3"]);
    const options = [{ label: "One", value: "1" }];
    expect(cleanFields([{ ...field("b"), type: "options", options }])[0]).toMatchObject({
      type: "text",
    });
  });

  it("asks at most six things, the approvers first, and nothing for nothing", () => {
    const input = {
      runId: "run_1",
      goal: "",
      requester: maya,
      tz: "UTC",
      sources: [],
      people: [],
      limits: { maxSteps: 1, maxTasks: 1, maxDraftRounds: 1 },
      approval: {
        wanted: true,
        approvers: [],
        unresolved: [1, 2, 3].map((n) => ({ name: `Kim ${n}`, candidates: [] })),
      },
    };
    const call = questionsCall(input, "Brief", ["a", "b", "c", "d", "approver_1"].map(field));
    expect(call?.ask.args).toMatchObject({
      intro: "6 questions before I write.",
      fields: ["approver_1", "approver_2", "approver_3", "a", "b", "c"].map((name) => ({ name })),
    });
    const none = { ...input, approval: { ...input.approval, unresolved: [] } };
    expect(questionsCall(none, "Brief", [])).toBeNull();
  });
});

describe("reportedCalls", () => {
  it("finds nothing in chunks that report no call", () => {
    expect(reportedCalls({ __interrupt__: [{ id: "x", value: {} }] })).toEqual({});
    expect(reportedCalls({ gate: { steps: 3 }, hold: null })).toEqual({});
    expect(reportedCalls(null)).toEqual({});
  });
});
